package dev.sluice.kernel.vector;

import dev.sluice.kernel.Kernels;
import dev.sluice.kernel.ScalarKernels;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/// Not a test: prints the largest errors of `exp`, `log`, `tanh` and `sigmoid` over the floats, and
/// compares the twins bit by bit.
///
/// The argument is the step between the bit patterns that are tried; 1 means every float.
final class FunctionAccuracy {
  private static final int CHUNK = 1 << 14;

  private interface Routine {
    void run(Kernels k, int n, float[] x, float[] y);
  }

  private FunctionAccuracy() {}

  public static void main(String[] args) {
    int step = args.length > 0 ? Integer.parseInt(args[0]) : 17;
    measure("exp", (k, n, x, y) -> k.exp(n, x, 0, y, 0), Math::exp, step);
    measure("log", (k, n, x, y) -> k.log(n, x, 0, y, 0), Math::log, step);
    measure("tanh", (k, n, x, y) -> k.tanh(n, x, 0, y, 0), Math::tanh, step);
    measure("sigmoid", (k, n, x, y) -> k.sigmoid(n, x, 0, y, 0), FunctionAccuracy::sigmoid, step);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static void measure(String name, Routine routine, DoubleUnaryOperator oracle, int step) {
    Kernels scalar = new ScalarKernels();
    Kernels vector = new VectorKernels();
    float[] x = new float[CHUNK];
    float[] ys = new float[CHUNK];
    float[] yv = new float[CHUNK];
    double worst = 0;
    float at = 0;
    long differences = 0;
    for (long bits = 0; bits < 1L << 32; bits += (long) CHUNK * step) {
      for (int i = 0; i < CHUNK; i++) {
        x[i] = Float.intBitsToFloat((int) (bits + (long) i * step));
      }
      routine.run(scalar, CHUNK, x, ys);
      routine.run(vector, CHUNK, x, yv);
      for (int i = 0; i < CHUNK; i++) {
        differences += Float.floatToIntBits(ys[i]) == Float.floatToIntBits(yv[i]) ? 0 : 1;
        double error = ulps(ys[i], oracle.applyAsDouble(x[i]));
        if (error > worst) {
          worst = error;
          at = x[i];
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%-8s %.3f ulp at %s, %d differences%n",
        name,
        worst,
        Float.toHexString(at),
        differences);
  }

  /// The error in units of the last place of the right answer.
  private static double ulps(float actual, double expected) {
    float rounded = (float) expected;
    if (Float.isNaN(rounded) || Float.isInfinite(rounded)) {
      return Float.compare(rounded, actual) == 0 ? 0 : Double.POSITIVE_INFINITY;
    }
    return Math.abs(actual - expected) / Math.ulp(rounded);
  }
}
