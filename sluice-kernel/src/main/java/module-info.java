/// The numbers: kernels on `float[]`, their checked façade and their scalar reference.
module dev.sluice.kernel {
  requires static org.jspecify;

  exports dev.sluice.kernel;

  uses dev.sluice.kernel.KernelProvider;
}
