package dev.sluice.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.kernel.Kernels;
import dev.sluice.kernel.vector.Rig.Window;
import org.junit.jupiter.api.Test;

class RnnCellTest {
  private static final double TOLERANCE = 1e-6;

  private final Rig rig = new Rig(RnnCellTest.class);

  private interface Forward {
    void run(Kernels k, int rows, int hidden, float[] pre, int pOff, float[] h, int hOff);
  }

  private interface Backward {
    void run(
        Kernels k,
        int rows,
        int hidden,
        float[] h,
        int hOff,
        float[] dh,
        int dhOff,
        float[] dPre,
        int dpOff);
  }

  @Test
  void tanh() {
    cell(Kernels::rnnTanh, Kernels::rnnTanhBackward, x -> Math.tanh(x[0]));
  }

  @Test
  void relu() {
    cell(Kernels::rnnRelu, Kernels::rnnReluBackward, x -> Math.max(x[0], 0));
  }

  private void cell(Forward forward, Backward backward, Oracle.Function oracle) {
    for (int hidden : Rig.SIZES) {
      for (int rows : new int[] {0, 1, 3}) {
        int n = rows * hidden;
        Window pre = rig.window(n);
        Window dh = rig.window(n);
        Window h = rig.window(n);
        double[] out = new double[n];
        double[] dPre = new double[n];
        for (int i = 0; i < n; i++) {
          // Clear of the kink, where there is no derivative.
          pre.set(i, Math.abs(pre.get(i)) < 1e-3 ? 1 : pre.get(i));
          double[] x = {pre.get(i)};
          out[i] = oracle.at(x);
          dPre[i] = dh.get(i) * Oracle.derivative(oracle, x, 0);
          h.set(i, out[i]);
        }
        rig.check(
            "forward",
            (k, w) ->
                forward.run(
                    k, rows, hidden, w[0].data(), w[0].offset(), w[1].data(), w[1].offset()),
            new Window[] {pre, rig.canaries(n)},
            new double[][] {null, out},
            TOLERANCE);
        rig.check(
            "forward in place",
            (k, w) ->
                forward.run(
                    k, rows, hidden, w[0].data(), w[0].offset(), w[0].data(), w[0].offset()),
            new Window[] {pre},
            new double[][] {out},
            TOLERANCE);
        rig.check(
            "backward in place",
            (k, w) ->
                backward.run(
                    k,
                    rows,
                    hidden,
                    w[0].data(),
                    w[0].offset(),
                    w[1].data(),
                    w[1].offset(),
                    w[1].data(),
                    w[1].offset()),
            new Window[] {h, dh},
            new double[][] {null, dPre},
            TOLERANCE);
      }
    }
  }

  @Test
  void nanStaysAndTinyStatesVanish() {
    float[] pre = {Float.NaN, 1e-31f, -1e-31f, -0f, -3f, Float.POSITIVE_INFINITY};
    for (Kernels k : Rig.KERNELS) {
      float[] h = new float[6];
      k.rnnRelu(2, 3, pre, 0, h, 0);
      assertThat(h)
          .as(k.name())
          .containsExactly(Float.NaN, 0f, 0f, 0f, 0f, Float.POSITIVE_INFINITY);
      k.rnnTanh(2, 3, pre, 0, h, 0);
      assertThat(h[0]).isNaN();
      assertThat(h[1]).isZero();
      assertThat(h[5]).isEqualTo(1f);
    }
  }
}
