package dev.sluice.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.kernel.Kernels;
import dev.sluice.kernel.ScalarKernels;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Runs one call on all kernels, over windows in larger arrays, against expected values in double.
///
/// It asserts that the results are right, that the kernels agree bit by bit, and that nothing
/// outside the windows was written.
final class Rig {
  static final List<Kernels> KERNELS = List.of(new ScalarKernels(), new VectorKernels());

  /// Around every vector width and tile size, and some primes.
  static final int[] SIZES = {
    0, 1, 2, 3, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 47, 48, 49, 63, 64, 65, 97, 131
  };

  private static final int CANARY = 0x7FC0DEAD;

  final Random random;
  private final String replay;

  Rig(Class<?> test) {
    long seed = Long.getLong("sluice.seed", new Random().nextLong());
    random = new Random(seed);
    replay =
        "replay: mvn verify -pl sluice-kernel-vector -am -Dsurefire.failIfNoSpecifiedTests=false"
            + " -Dtest=%s -Dsluice.seed=%d".formatted(test.getSimpleName(), seed);
    System.out.println(replay);
  }

  /// A window in a larger array, whose rest holds canaries.
  record Window(float[] data, int offset, int size) {
    Window copy() {
      return new Window(data.clone(), offset, size);
    }

    float get(int i) {
      return data[offset + i];
    }

    void set(int i, double value) {
      data[offset + i] = (float) value;
    }

    private boolean inside(int i) {
      return i >= offset && i < offset + size;
    }
  }

  interface Call {
    void run(Kernels kernels, Window[] windows);
  }

  /// Normally distributed values.
  Window window(int size) {
    Window w = canaries(size);
    for (int i = 0; i < size; i++) {
      w.set(i, random.nextGaussian());
    }
    return w;
  }

  /// A window for output: nothing but canaries.
  Window canaries(int size) {
    int offset = random.nextInt(20);
    float[] data = new float[offset + size + random.nextInt(20)];
    java.util.Arrays.fill(data, Float.intBitsToFloat(CANARY));
    return new Window(data, offset, size);
  }

  /// @param expected what each window must hold afterwards, null where it must be unchanged
  /// @param tolerance relative to the expected value, or absolute where that is below 1
  void check(
      String what, Call call, Window[] windows, double @Nullable [][] expected, double tolerance) {
    Window[][] results = new Window[KERNELS.size()][windows.length];
    for (int k = 0; k < KERNELS.size(); k++) {
      for (int w = 0; w < windows.length; w++) {
        results[k][w] = windows[w].copy();
      }
      call.run(KERNELS.get(k), results[k]);
      String where = what + " by " + KERNELS.get(k).name();
      for (int w = 0; w < windows.length; w++) {
        double @Nullable [] right = expected == null ? null : expected[w];
        checkWindow(where + ", window " + w, windows[w], results[k][w], right, tolerance);
      }
    }
    for (int w = 0; w < windows.length; w++) {
      for (int i = 0; i < windows[w].size(); i++) {
        assertThat(Float.floatToIntBits(results[1][w].get(i)))
            .as("%s: bits of window %d at %d; %s", what, w, i, replay)
            .isEqualTo(Float.floatToIntBits(results[0][w].get(i)));
      }
    }
  }

  private void checkWindow(
      String where, Window before, Window after, double @Nullable [] expected, double tolerance) {
    for (int i = 0; i < before.data().length; i++) {
      if (!before.inside(i) || expected == null) {
        if (Float.floatToRawIntBits(after.data()[i]) != Float.floatToRawIntBits(before.data()[i])) {
          throw new AssertionError(where + ": changed at " + (i - before.offset()) + "; " + replay);
        }
      } else {
        double right = expected[i - before.offset()];
        double error = Math.abs(after.data()[i] - right) / Math.max(1, Math.abs(right));
        if (!(error <= tolerance) && tolerance < Double.POSITIVE_INFINITY) {
          throw new AssertionError(
              "%s: at %d is %s, expected %s; %s"
                  .formatted(where, i - before.offset(), after.data()[i], right, replay));
        }
      }
    }
  }
}
