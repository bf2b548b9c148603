package dev.sluice.kernel.vector;

import static dev.sluice.kernel.vector.Oracle.derivative;
import static dev.sluice.kernel.vector.Oracle.sigmoid;

import dev.sluice.kernel.Kernels;
import dev.sluice.kernel.vector.Rig.Window;
import org.junit.jupiter.api.Test;

class GruCellTest {
  /// A few roundings of values of size 1, and the functions' 2.5 ulp.
  private static final double TOLERANCE = 1e-6;

  private final Rig rig = new Rig(GruCellTest.class);

  private interface Case {
    void run(int rows, int hidden);
  }

  private static void sizes(Case test) {
    for (int hidden : Rig.SIZES) {
      for (int rows : new int[] {0, 1, 3}) {
        test.run(rows, hidden);
      }
    }
  }

  @Test
  void after() {
    sizes((rows, hidden) -> {
      Window gates = rig.window(rows * 3 * hidden);
      Window u = rig.window(rows * hidden);
      Window h = rig.window(rows * hidden);
      double[] g = new double[gates.size()];
      double[] out = new double[h.size()];
      for (int e = 0; e < out.length; e++) {
        int z = e / hidden * 3 * hidden + e % hidden;
        int r = z + hidden;
        int n = r + hidden;
        g[z] = sigmoid(gates.get(z));
        g[r] = sigmoid(gates.get(r));
        g[n] = Math.tanh(gates.get(n) + g[r] * u.get(e));
        out[e] =
            Oracle.gruAfter(
                new double[] {gates.get(z), gates.get(r), gates.get(n), u.get(e), h.get(e)});
      }
      Window[] windows = {gates, u, h, rig.canaries(h.size())};
      rig.check(
          "after", call(rows, hidden, 3), windows, new double[][] {g, null, null, out}, TOLERANCE);
      rig.check(
          "after, in place",
          call(rows, hidden, 2),
          windows,
          new double[][] {g, null, out, null},
          TOLERANCE);
    });
  }

  private static Rig.Call call(int rows, int hidden, int out) {
    return (k, w) ->
        k.gruAfter(
            rows,
            hidden,
            w[0].data(),
            w[0].offset(),
            w[1].data(),
            w[1].offset(),
            w[2].data(),
            w[2].offset(),
            w[out].data(),
            w[out].offset());
  }

  @Test
  void afterBackward() {
    sizes((rows, hidden) -> {
      Window gates = rig.window(rows * 3 * hidden);
      Window u = rig.window(rows * hidden);
      Window h = rig.window(rows * hidden);
      Window dh = rig.window(rows * hidden);
      double[] dg = new double[gates.size()];
      double[] du = new double[h.size()];
      double[] dhOut = new double[h.size()];
      for (int e = 0; e < du.length; e++) {
        int z = e / hidden * 3 * hidden + e % hidden;
        int r = z + hidden;
        int n = r + hidden;
        double[] x = {gates.get(z), gates.get(r), gates.get(n), u.get(e), h.get(e)};
        dg[z] = dh.get(e) * derivative(Oracle::gruAfter, x, 0);
        dg[r] = dh.get(e) * derivative(Oracle::gruAfter, x, 1);
        dg[n] = dh.get(e) * derivative(Oracle::gruAfter, x, 2);
        du[e] = dh.get(e) * derivative(Oracle::gruAfter, x, 3);
        dhOut[e] = dh.get(e) * derivative(Oracle::gruAfter, x, 4);
        gates.set(z, sigmoid(x[0]));
        gates.set(r, sigmoid(x[1]));
        gates.set(n, Math.tanh(x[2] + sigmoid(x[1]) * x[3]));
      }
      Window[] windows = {gates, u, h, dh, rig.canaries(gates.size()), rig.canaries(h.size())};
      rig.check(
          "after, backward",
          backward(rows, hidden, 4, 5),
          windows,
          new double[][] {null, null, null, dhOut, dg, du},
          TOLERANCE);
      rig.check(
          "after, backward in place",
          backward(rows, hidden, 0, 1),
          windows,
          new double[][] {dg, du, null, dhOut, null, null},
          TOLERANCE);
    });
  }

  private static Rig.Call backward(int rows, int hidden, int dGates, int du) {
    return (k, w) ->
        k.gruAfterBackward(
            rows,
            hidden,
            w[0].data(),
            w[0].offset(),
            w[1].data(),
            w[1].offset(),
            w[2].data(),
            w[2].offset(),
            w[3].data(),
            w[3].offset(),
            w[dGates].data(),
            w[dGates].offset(),
            w[du].data(),
            w[du].offset());
  }

  @Test
  void before() {
    sizes((rows, hidden) -> {
      Window gates = rig.window(rows * 3 * hidden);
      Window h = rig.window(rows * hidden);
      double[] g = new double[gates.size()];
      double[] rh = new double[h.size()];
      double[] out = new double[h.size()];
      for (int e = 0; e < out.length; e++) {
        int z = e / hidden * 3 * hidden + e % hidden;
        int r = z + hidden;
        int n = r + hidden;
        g[z] = sigmoid(gates.get(z));
        g[r] = sigmoid(gates.get(r));
        g[n] = Math.tanh(gates.get(n));
        rh[e] = Oracle.resetState(new double[] {gates.get(r), h.get(e)});
        out[e] = Oracle.gruBefore(new double[] {gates.get(z), gates.get(n), h.get(e)});
      }
      Window[] windows = {gates, h, rig.canaries(h.size()), rig.canaries(h.size())};
      rig.check(
          "before",
          (k, w) -> {
            reset(k, rows, hidden, w);
            update(k, rows, hidden, w, 3);
          },
          windows,
          new double[][] {g, null, rh, out},
          TOLERANCE);
      rig.check(
          "before, in place",
          (k, w) -> {
            reset(k, rows, hidden, w);
            update(k, rows, hidden, w, 1);
          },
          windows,
          new double[][] {g, out, rh, null},
          TOLERANCE);
    });
  }

  private static void reset(Kernels k, int rows, int hidden, Window[] w) {
    k.gruBeforeReset(
        rows,
        hidden,
        w[0].data(),
        w[0].offset(),
        w[1].data(),
        w[1].offset(),
        w[2].data(),
        w[2].offset());
  }

  private static void update(Kernels k, int rows, int hidden, Window[] w, int out) {
    k.gruBeforeUpdate(
        rows,
        hidden,
        w[0].data(),
        w[0].offset(),
        w[1].data(),
        w[1].offset(),
        w[out].data(),
        w[out].offset());
  }

  @Test
  void beforeBackward() {
    sizes((rows, hidden) -> {
      Window gates = rig.window(rows * 3 * hidden);
      Window h = rig.window(rows * hidden);
      Window dh = rig.window(rows * hidden);
      Window drh = rig.window(rows * hidden);
      double[] dg = new double[gates.size()];
      double[] dhOut = new double[h.size()];
      for (int e = 0; e < dhOut.length; e++) {
        int z = e / hidden * 3 * hidden + e % hidden;
        int r = z + hidden;
        int n = r + hidden;
        double[] x = {gates.get(z), gates.get(n), h.get(e)};
        double[] y = {gates.get(r), h.get(e)};
        dg[z] = dh.get(e) * derivative(Oracle::gruBefore, x, 0);
        dg[n] = dh.get(e) * derivative(Oracle::gruBefore, x, 1);
        dg[r] = drh.get(e) * derivative(Oracle::resetState, y, 0);
        dhOut[e] =
            dh.get(e) * derivative(Oracle::gruBefore, x, 2)
                + drh.get(e) * derivative(Oracle::resetState, y, 1);
        gates.set(z, sigmoid(x[0]));
        gates.set(r, sigmoid(y[0]));
        gates.set(n, Math.tanh(x[1]));
      }
      Window[] windows = {gates, h, dh, drh, rig.canaries(gates.size())};
      rig.check(
          "before, backward",
          beforeBackward(rows, hidden, 4),
          windows,
          new double[][] {null, null, dhOut, null, dg},
          TOLERANCE);
      rig.check(
          "before, backward in place",
          beforeBackward(rows, hidden, 0),
          windows,
          new double[][] {dg, null, dhOut, null, null},
          TOLERANCE);
    });
  }

  private static Rig.Call beforeBackward(int rows, int hidden, int dGates) {
    return (k, w) -> {
      k.gruBeforeUpdateBackward(
          rows,
          hidden,
          w[0].data(),
          w[0].offset(),
          w[1].data(),
          w[1].offset(),
          w[2].data(),
          w[2].offset(),
          w[dGates].data(),
          w[dGates].offset());
      k.gruBeforeResetBackward(
          rows,
          hidden,
          w[0].data(),
          w[0].offset(),
          w[1].data(),
          w[1].offset(),
          w[3].data(),
          w[3].offset(),
          w[2].data(),
          w[2].offset(),
          w[dGates].data(),
          w[dGates].offset());
    };
  }

  @Test
  void statesBelowTheThresholdBecomeZero() {
    Window gates = rig.canaries(6);
    Window u = rig.canaries(2);
    Window h = rig.canaries(2);
    for (int i = 0; i < 6; i++) {
      gates.set(i, i < 2 ? -80 : 0);
    }
    for (int i = 0; i < 2; i++) {
      u.set(i, 0);
      h.set(i, i == 0 ? -0.9e-30 : 1.1e-30);
    }
    Window out = rig.canaries(2);
    for (Kernels k : Rig.KERNELS) {
      Window[] w = {gates.copy(), u, h, out.copy()};
      call(1, 2, 3).run(k, w);
      org.assertj.core.api.Assertions.assertThat(w[3].get(0)).isEqualTo(0f);
      org.assertj.core.api.Assertions.assertThat(w[3].get(1)).isEqualTo(1.1e-30f);
    }
  }
}
