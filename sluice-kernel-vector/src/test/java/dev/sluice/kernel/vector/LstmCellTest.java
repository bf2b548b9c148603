package dev.sluice.kernel.vector;

import static dev.sluice.kernel.vector.Oracle.derivative;
import static dev.sluice.kernel.vector.Oracle.sigmoid;

import dev.sluice.kernel.vector.Rig.Window;
import org.junit.jupiter.api.Test;

class LstmCellTest {
  /// A few roundings of values of size 1, and the functions' 2.5 ulp.
  private static final double TOLERANCE = 2e-6;

  private final Rig rig = new Rig(LstmCellTest.class);

  @Test
  void forward() {
    for (int hidden : Rig.SIZES) {
      for (int rows : new int[] {0, 1, 3}) {
        Window gates = rig.window(rows * 4 * hidden);
        Window c = rig.window(rows * hidden);
        double[] g = new double[gates.size()];
        double[] cOut = new double[c.size()];
        double[] tc = new double[c.size()];
        double[] h = new double[c.size()];
        for (int e = 0; e < h.length; e++) {
          int first = e / hidden * 4 * hidden + e % hidden;
          double[] x = inputs(gates, c, hidden, e);
          for (int q = 0; q < 4; q++) {
            g[first + q * hidden] = q == 2 ? Math.tanh(x[q]) : sigmoid(x[q]);
          }
          cOut[e] = Oracle.lstmCell(x);
          tc[e] = Math.tanh(cOut[e]);
          h[e] = Oracle.lstmOutput(x);
        }
        int n = c.size();
        Window[] windows = {gates, c, rig.canaries(n), rig.canaries(n), rig.canaries(n)};
        rig.check(
            "lstm",
            call(rows, hidden, 2),
            windows,
            new double[][] {g, null, cOut, tc, h},
            TOLERANCE);
        rig.check(
            "lstm, in place",
            call(rows, hidden, 1),
            windows,
            new double[][] {g, cOut, null, tc, h},
            TOLERANCE);
      }
    }
  }

  private static double[] inputs(Window gates, Window c, int hidden, int e) {
    int first = e / hidden * 4 * hidden + e % hidden;
    return new double[] {
      gates.get(first),
      gates.get(first + hidden),
      gates.get(first + 2 * hidden),
      gates.get(first + 3 * hidden),
      c.get(e)
    };
  }

  private static Rig.Call call(int rows, int hidden, int cOut) {
    return (k, w) ->
        k.lstm(
            rows,
            hidden,
            w[0].data(),
            w[0].offset(),
            w[1].data(),
            w[1].offset(),
            w[cOut].data(),
            w[cOut].offset(),
            w[3].data(),
            w[3].offset(),
            w[4].data(),
            w[4].offset());
  }

  @Test
  void backward() {
    for (int hidden : Rig.SIZES) {
      for (int rows : new int[] {0, 1, 3}) {
        Window gates = rig.window(rows * 4 * hidden);
        Window c = rig.window(rows * hidden);
        Window tanhC = rig.window(rows * hidden);
        Window dh = rig.window(rows * hidden);
        Window dc = rig.window(rows * hidden);
        double[] dg = new double[gates.size()];
        double[] dcOut = new double[c.size()];
        for (int e = 0; e < dcOut.length; e++) {
          int first = e / hidden * 4 * hidden + e % hidden;
          double[] x = inputs(gates, c, hidden, e);
          double delta = dh.get(e);
          double epsilon = dc.get(e);
          Oracle.Function loss = y -> delta * Oracle.lstmOutput(y) + epsilon * Oracle.lstmCell(y);
          for (int q = 0; q < 4; q++) {
            dg[first + q * hidden] = derivative(loss, x, q);
            gates.set(first + q * hidden, q == 2 ? Math.tanh(x[q]) : sigmoid(x[q]));
          }
          dcOut[e] = derivative(loss, x, 4);
          tanhC.set(e, Math.tanh(Oracle.lstmCell(x)));
        }
        Window[] windows = {gates, c, tanhC, dh, dc, rig.canaries(gates.size())};
        rig.check(
            "lstm, backward",
            back(rows, hidden, 5),
            windows,
            new double[][] {null, null, null, null, dcOut, dg},
            TOLERANCE);
        rig.check(
            "lstm, backward in place",
            back(rows, hidden, 0),
            windows,
            new double[][] {dg, null, null, null, dcOut, null},
            TOLERANCE);
      }
    }
  }

  private static Rig.Call back(int rows, int hidden, int dGates) {
    return (k, w) ->
        k.lstmBackward(
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
            w[4].data(),
            w[4].offset(),
            w[dGates].data(),
            w[dGates].offset());
  }
}
