/// The kernel's functions on the JDK Vector API, found at run time.
module dev.sluice.kernel.vector {
  requires dev.sluice.kernel;
  requires jdk.incubator.vector;
  requires jdk.management;
  requires static org.jspecify;

  provides dev.sluice.kernel.KernelProvider with
      dev.sluice.kernel.vector.VectorKernelProvider;
}
