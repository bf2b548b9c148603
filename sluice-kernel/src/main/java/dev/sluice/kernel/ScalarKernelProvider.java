package dev.sluice.kernel;

/// The scalar kernels, which run everywhere and are there without any service file.
final class ScalarKernelProvider implements KernelProvider {
  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public int rank() {
    return 0;
  }

  @Override
  public Availability availability() {
    return Availability.available();
  }

  @Override
  public Kernels create() {
    return new ScalarKernels();
  }
}
