package dev.sluice.kernel.vector;

import dev.sluice.kernel.AdamRates;
import dev.sluice.kernel.vector.Rig.Window;
import org.junit.jupiter.api.Test;

class AdamTest {
  private final Rig rig = new Rig(AdamTest.class);

  @Test
  void rightAndEqual() {
    AdamRates r = new AdamRates(0.9f, 0.1f, 0.99f, 0.01f, 0.02f, 1.5f, 1e-3f);
    for (int n : Rig.SIZES) {
      Window w = rig.window(n);
      Window g = rig.window(n);
      Window m = rig.window(n);
      Window v = rig.window(n);
      double[][] expected = new double[4][n];
      for (int i = 0; i < n; i++) {
        v.set(i, Math.abs(v.get(i)));
        expected[2][i] = 0.9 * m.get(i) + 0.1 * g.get(i);
        expected[3][i] = 0.99 * v.get(i) + 0.01 * g.get(i) * g.get(i);
        expected[0][i] =
            w.get(i) - 0.02 * expected[2][i] / (Math.sqrt(expected[3][i]) * 1.5 + 1e-3);
      }
      rig.check(
          "adam of " + n,
          (k, x) ->
              k.adam(
                  r,
                  n,
                  x[0].data(),
                  x[0].offset(),
                  x[1].data(),
                  x[1].offset(),
                  x[2].data(),
                  x[2].offset(),
                  x[3].data(),
                  x[3].offset()),
          new Window[] {w, g, m, v},
          new double[][] {expected[0], null, expected[2], expected[3]},
          1e-5);
    }
  }
}
