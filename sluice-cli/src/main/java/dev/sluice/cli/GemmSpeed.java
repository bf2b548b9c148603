package dev.sluice.cli;

import dev.sluice.kernel.CheckedKernels;

/// A quick look at the speed of the matrix product on one core: enough to see that SIMD code runs,
/// no benchmark.
final class GemmSpeed {
  private static final int M = 96;
  private static final int N = 768;
  private static final int K = 256;
  private static final long WARM_UP_NANOS = 300_000_000L;
  private static final long MEASURED_NANOS = 200_000_000L;
  private static final int LEAST_ROUNDS = 30;
  private static final long MOST_NANOS = 10_000_000_000L;

  private GemmSpeed() {}

  /// GFLOP/s, the best of as many rounds as half a second has, those for warming up left out; of a
  /// few at least, because on a busy machine the first, interpreted round alone may take so long.
  static double measure(CheckedKernels kernels) {
    float[] a = new float[M * K];
    float[] b = new float[kernels.packedColumnsSize(K, N)];
    float[] c = new float[M * N];
    long best = Long.MAX_VALUE;
    long begin = System.nanoTime();
    long end = begin;
    // By time, not by count alone: without fused multiply-add one round may take a second.
    for (int round = 0;
        end - begin < WARM_UP_NANOS + MEASURED_NANOS
            || (round < LEAST_ROUNDS && end - begin < MOST_NANOS);
        round++) {
      long start = System.nanoTime();
      kernels.gemm(M, N, K, a, 0, b, 0, c, 0, N);
      end = System.nanoTime();
      if (start - begin >= WARM_UP_NANOS || best == Long.MAX_VALUE) {
        best = Math.min(best, end - start);
      }
    }
    return 2.0 * M * N * K / best;
  }
}
