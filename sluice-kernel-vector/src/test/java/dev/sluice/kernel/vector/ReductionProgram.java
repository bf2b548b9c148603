package dev.sluice.kernel.vector;

import com.sun.management.ThreadMXBean;
import dev.sluice.kernel.Kernels;
import java.lang.management.ManagementFactory;

/// Prints how many bytes reductions allocate once they are compiled, where whole multiples of 16
/// (or the others, by the argument) were rare until then: what is rare the compiler does not
/// inline.
final class ReductionProgram {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// What allocates for ever ends here.
  private static final long LONGEST_WARMUP = 30_000_000_000L;

  private ReductionProgram() {}

  public static void main(String[] args) {
    int often = Integer.parseInt(args[0]);
    int rarely = Integer.parseInt(args[1]);
    Kernels kernels = new VectorKernels();
    float[] x = new float[128];
    run(kernels, 400_000, often, rarely, x);
    long bytes = Long.MAX_VALUE;
    // The compiler, which runs beside, decides when the warm-up ends.
    for (long start = System.nanoTime();
        bytes > 0 && System.nanoTime() - start < LONGEST_WARMUP; ) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      run(kernels, 10_000, often, rarely, x);
      bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
    }
    System.out.println(bytes);
  }

  private static void run(Kernels kernels, int times, int often, int rarely, float[] x) {
    for (int i = 0; i < times; i++) {
      int n = i % 200 == 0 ? rarely : often;
      x[0] = kernels.sum(n, x, 1) + kernels.dot(n, x, 1, x, 1) + kernels.max(n, x, 1);
    }
  }
}
