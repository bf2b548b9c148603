package dev.sluice.kernel;

/// One step of Adam as the definition reads.
final class ScalarAdam {
  private ScalarAdam() {}

  static void step(
      AdamRates r,
      int n,
      float[] w,
      int wOff,
      float[] g,
      int gOff,
      float[] m,
      int mOff,
      float[] v,
      int vOff) {
    for (int i = 0; i < n; i++) {
      float gi = g[gOff + i];
      float mi = r.beta1() * m[mOff + i] + r.rest1() * gi;
      float vi = r.beta2() * v[vOff + i] + r.rest2() * (gi * gi);
      m[mOff + i] = mi;
      v[vOff + i] = vi;
      w[wOff + i] -= r.rate() * mi / ((float) Math.sqrt(vi) * r.root() + r.epsilon());
    }
  }
}
