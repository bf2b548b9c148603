package dev.sluice.cli;

import dev.sluice.kernel.CheckedKernels;

/// A quick look at the speed of the matrix product on one core: enough to see that SIMD code runs,
/// no benchmark.
final class GemmSpeed {
  private static final int M = 96;
  private static final int N = 768;
  private static final int K = 256;
  private static final long WARM_UP_NANOS = 300_000_000L;
  private static final int ROUNDS = 40;

  private GemmSpeed() {}

  /// GFLOP/s, the best of some rounds.
  static double measure(CheckedKernels kernels) {
    float[] a = new float[M * K];
    float[] b = new float[kernels.packedColumnsSize(K, N)];
    float[] c = new float[M * N];
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < WARM_UP_NANOS) {
      kernels.gemm(M, N, K, a, 0, b, 0, c, 0, N);
    }
    long best = Long.MAX_VALUE;
    for (int i = 0; i < ROUNDS; i++) {
      long start = System.nanoTime();
      kernels.gemm(M, N, K, a, 0, b, 0, c, 0, N);
      best = Math.min(best, System.nanoTime() - start);
    }
    return 2.0 * M * N * K / best;
  }
}
