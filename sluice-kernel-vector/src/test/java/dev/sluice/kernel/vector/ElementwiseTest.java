package dev.sluice.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.kernel.Kernels;
import dev.sluice.kernel.ScalarMath;
import dev.sluice.kernel.vector.Rig.Window;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class ElementwiseTest {
  private static final double MAX_ULPS = 2.5;

  private final Rig rig = new Rig(ElementwiseTest.class);

  private interface Routine {
    void run(Kernels k, int n, float[] x, int xOff, float[] y, int yOff);
  }

  @Test
  void exp() {
    check(Kernels::exp, Math::exp);
    assertThat(ScalarMath.exp(0f)).isEqualTo(1f);
    assertThat(ScalarMath.exp(88.7229f)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(ScalarMath.exp(-103.9f)).isEqualTo(Float.MIN_VALUE);
    assertThat(ScalarMath.exp(-104f)).isZero();
  }

  @Test
  void log() {
    check(Kernels::log, Math::log);
    assertThat(ScalarMath.log(1f)).isZero();
    assertThat(ScalarMath.log(-0f)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(ScalarMath.log(-1f)).isNaN();
  }

  @Test
  void tanh() {
    check(Kernels::tanh, Math::tanh);
    assertThat(Float.floatToRawIntBits(ScalarMath.tanh(-0f)))
        .isEqualTo(Float.floatToRawIntBits(-0f));
    for (int i = 0; i < 10_000; i++) {
      float x = Float.intBitsToFloat(rig.random.nextInt() & 0x7F7FFFFF);
      assertThat(ScalarMath.tanh(-x)).isEqualTo(-ScalarMath.tanh(x));
      assertThat(ScalarMath.tanh(x)).isBetween(0f, 1f);
    }
  }

  @Test
  void sigmoid() {
    check(Kernels::sigmoid, x -> 1 / (1 + Math.exp(-x)));
    assertThat(ScalarMath.sigmoid(0f)).isEqualTo(0.5f);
    assertThat(ScalarMath.sigmoid(-200f)).isZero();
    assertThat(ScalarMath.sigmoid(200f)).isEqualTo(1f);
  }

  private void check(Routine routine, DoubleUnaryOperator oracle) {
    for (int n : Rig.SIZES) {
      Window x = rig.window(n);
      one(routine, oracle, x);
    }
    one(routine, oracle, specials());
    Window bits = rig.window(20_000);
    for (int i = 0; i < bits.size(); i++) {
      bits.data()[bits.offset() + i] = Float.intBitsToFloat(rig.random.nextInt());
    }
    one(routine, oracle, bits);
    Window usual = rig.window(20_000);
    for (int i = 0; i < usual.size(); i++) {
      usual.set(i, rig.random.nextDouble() * 220 - 110);
    }
    one(routine, oracle, usual);
  }

  private Window specials() {
    float[] values = {
      0f,
      -0f,
      1f,
      -1f,
      Float.NaN,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      Float.MIN_VALUE,
      -Float.MIN_VALUE,
      Float.MIN_NORMAL,
      -Float.MIN_NORMAL,
      Float.MAX_VALUE,
      -Float.MAX_VALUE,
      1e-40f,
      -1e-40f,
      88.72283f,
      88.7229f,
      -87.33655f,
      -87.4f,
      -103.97f,
      -103.98f,
      -104f,
      89f,
      10f,
      -10f,
      9.01f,
      0.5f,
      2f
    };
    Window w = rig.window(values.length);
    System.arraycopy(values, 0, w.data(), w.offset(), values.length);
    return w;
  }

  private void one(Routine routine, DoubleUnaryOperator oracle, Window x) {
    int n = x.size();
    Window y = rig.canaries(n);
    for (Kernels k : Rig.KERNELS) {
      Window out = y.copy();
      routine.run(k, n, x.data(), x.offset(), out.data(), out.offset());
      for (int i = 0; i < n; i++) {
        double right = oracle.applyAsDouble(x.get(i));
        float rounded = (float) right;
        boolean exact = Float.isNaN(rounded) || Float.isInfinite(rounded);
        double ulps = Math.abs(out.get(i) - right) / Math.ulp(rounded);
        assertThat(exact ? Float.compare(out.get(i), rounded) == 0 : ulps <= MAX_ULPS)
            .as("%s of %s is %s, expected %s", k.name(), x.get(i), out.get(i), right)
            .isTrue();
      }
    }
    // In place, with canaries and bit equality.
    double[] any = new double[n];
    java.util.Arrays.fill(any, 0);
    rig.check(
        "in place",
        (k, w) -> routine.run(k, n, w[0].data(), w[0].offset(), w[0].data(), w[0].offset()),
        new Window[] {x},
        new double[][] {any},
        Double.POSITIVE_INFINITY);
  }
}
