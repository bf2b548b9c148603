package dev.sluice.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.kernel.Kernels;
import dev.sluice.kernel.vector.Rig.Window;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReductionsTest {
  private final Rig rig = new Rig(ReductionsTest.class);

  @Test
  void rightAndEqual() {
    for (int n : Rig.SIZES) {
      Window x = rig.window(n);
      Window y = rig.window(n);
      double sum = 0;
      double squares = 0;
      double dot = 0;
      double max = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < n; i++) {
        sum += x.get(i);
        squares += (double) x.get(i) * x.get(i);
        dot += (double) x.get(i) * y.get(i);
        max = Math.max(max, x.get(i));
      }
      double[] expected = {sum, squares, dot, n == 0 ? 0 : max};
      // Every accumulator has n/16 roundings and the tree 4; the partial sums stay below n.
      double tolerance = (n / 16.0 + 5) * 0x1p-24 * Math.max(1, n);
      rig.check(
          "reductions of " + n,
          (k, w) -> {
            w[2].set(0, k.sum(n, w[0].data(), w[0].offset()));
            w[2].set(1, k.sumOfSquares(n, w[0].data(), w[0].offset()));
            w[2].set(2, k.dot(n, w[0].data(), w[0].offset(), w[1].data(), w[1].offset()));
            w[2].set(3, n == 0 ? 0 : k.max(n, w[0].data(), w[0].offset()));
          },
          new Window[] {x, y, rig.canaries(4)},
          new double[][] {null, null, expected},
          tolerance);
    }
  }

  /// The documented order, spelt out.
  @Test
  void sixteenAccumulatorsAndAFixedTree() {
    int n = 77;
    Window x = rig.window(n);
    float[] acc = new float[16];
    for (int i = 0; i < n; i++) {
      acc[i % 16] += x.get(i);
    }
    for (int width = 8; width > 0; width /= 2) {
      for (int i = 0; i < width; i++) {
        acc[i] += acc[i + width];
      }
    }
    for (Kernels k : Rig.KERNELS) {
      assertThat(k.sum(n, x.data(), x.offset())).as(k.name()).isEqualTo(acc[0]);
    }
  }

  @ParameterizedTest
  @CsvSource({"37, 32", "32, 37", "64, 5", "5, 64"})
  void allocateNothingWhateverIsRare(int often, int rarely) {
    ChildJvm.Result result =
        ChildJvm.onClassPath(
            List.of(ChildJvm.INCUBATOR),
            ReductionProgram.class.getName(),
            String.valueOf(often),
            String.valueOf(rarely));
    assertThat(result.output().lines().toList()).last().isEqualTo("0");
  }

  @Test
  void edges() {
    for (Kernels k : Rig.KERNELS) {
      assertThat(k.max(0, new float[0], 0)).isEqualTo(Float.NEGATIVE_INFINITY);
      assertThat(k.sum(0, new float[0], 0)).isZero();
      for (int n : new int[] {1, 7, 8, 9, 40}) {
        for (int i = 0; i < n; i++) {
          float[] x = new float[n];
          x[i] = Float.NaN;
          assertThat(k.max(n, x, 0)).as("%s: NaN at %d of %d", k.name(), i, n).isNaN();
          java.util.Arrays.fill(x, -0f);
          assertThat(Float.floatToRawIntBits(k.max(n, x, 0)))
              .isEqualTo(Float.floatToRawIntBits(-0f));
          assertThat(Float.floatToRawIntBits(k.sum(n, x, 0))).isZero();
          // Products that vanish to −0 must not show.
          java.util.Arrays.fill(x, 1e-30f);
          float[] y = new float[n];
          java.util.Arrays.fill(y, -1e-30f);
          assertThat(Float.floatToRawIntBits(k.dot(n, x, 0, y, 0))).isZero();
        }
      }
    }
  }
}
