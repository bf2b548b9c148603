package dev.sluice.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.kernel.Bf16;
import dev.sluice.kernel.Kernels;
import dev.sluice.kernel.vector.Rig.Window;
import org.junit.jupiter.api.Test;

class Bf16Test {
  private final Rig rig = new Rig(Bf16Test.class);

  @Test
  void roundsToTheNearestAndTiesToEven() {
    // 1 + 2⁻⁷ is the next bfloat16 after 1.
    assertThat(Bf16.round(1 + 0x1p-8f)).isEqualTo(1f);
    assertThat(Bf16.round(1 + 0x1.02p-8f)).isEqualTo(1 + 0x1p-7f);
    assertThat(Bf16.round(1 + 0x3p-8f)).isEqualTo(1 + 0x1p-6f);
    assertThat(Bf16.round(-1 - 0x3p-8f)).isEqualTo(-1 - 0x1p-6f);
    assertThat(Bf16.round(Bf16.MAX_VALUE)).isEqualTo(Bf16.MAX_VALUE);
    assertThat(Bf16.round(Float.MAX_VALUE)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(Bf16.round(Float.NEGATIVE_INFINITY)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(Bf16.round(Float.intBitsToFloat(0x7f800001))).isNaN();
    assertThat(Float.floatToRawIntBits(Bf16.round(-0f))).isEqualTo(0x80000000);
    assertThat(Bf16.round(0x1p-133f)).isEqualTo(0x1p-133f);
    for (int i = 0; i < 100_000; i++) {
      float x = (float) rig.random.nextGaussian();
      assertThat(Math.abs(Bf16.round(x) - x)).isLessThanOrEqualTo(Math.ulp(x) * 0x1p15f);
    }
  }

  /// The bits of the product in floats, on rounded weights: of any row, whichever rows are beside
  /// it.
  @Test
  void rowsHaveTheBitsOfTheProductOnRoundedWeights() {
    for (int n : Rig.SIZES) {
      product(1, n, 1 + rig.random.nextInt(60));
      product(1, 1 + rig.random.nextInt(400), n);
      product(2 + rig.random.nextInt(20), n, 1 + rig.random.nextInt(60));
    }
    for (int m = 2; m <= 17; m++) {
      product(m, 2 * m + 61, 300 + m); // more than one block of the depth
    }
    product(200, 35, 700); // more rows than the second cache is given
  }

  private void product(int m, int n, int k) {
    Window a = rig.window(m * k);
    Window b = rig.window(k * n);
    boolean transposed = rig.random.nextBoolean();
    int row = transposed ? 1 : n;
    int column = transposed ? k : 1;
    int stride = n + rig.random.nextInt(5);
    Window c = rig.window((m - 1) * stride + n);
    Window expected = c.copy();
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        float sum = c.get(i * stride + j);
        for (int p = 0; p < k; p++) {
          sum = Math.fma(a.get(i * k + p), Bf16.round(b.get(p * row + j * column)), sum);
        }
        expected.data()[expected.offset() + i * stride + j] = sum;
      }
    }
    for (Kernels kernels : Rig.KERNELS) {
      Window out = c.copy();
      int offset = rig.random.nextInt(20);
      int[] packed = new int[offset + kernels.packedColumnsBf16Size(k, n)];
      float[] rows = new float[offset + m * k];
      kernels.packRows(m, k, a.data(), a.offset(), k, 1, rows, offset);
      kernels.packColumnsBf16(k, n, b.data(), b.offset(), row, column, packed, offset);
      kernels.gemmBf16(m, n, k, rows, offset, packed, offset, out.data(), out.offset(), stride);
      for (int i = 0; i < out.data().length; i++) {
        assertThat(Float.floatToIntBits(out.data()[i]))
            .as("%s, %d of [%d,%d,%d]", kernels.name(), i - out.offset(), m, n, k)
            .isEqualTo(Float.floatToIntBits(expected.data()[i]));
      }
    }
  }
}
