package dev.sluice.kernel.vector;

import static dev.sluice.kernel.vector.VectorMath.L;
import static dev.sluice.kernel.vector.VectorMath.S;
import static jdk.incubator.vector.FloatVector.fromArray;

import dev.sluice.kernel.AdamRates;
import jdk.incubator.vector.FloatVector;

/// One step of Adam: by itself the compiler does not make vectors of it, since the gradient stands
/// somewhere inside a larger array.
final class VectorAdam {
  private VectorAdam() {}

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
    int full = S.loopBound(n);
    float beta1 = r.beta1();
    float rest1 = r.rest1();
    float beta2 = r.beta2();
    float rest2 = r.rest2();
    float rate = r.rate();
    float root = r.root();
    float epsilon = r.epsilon();
    for (int i = 0; i < full; i += L) {
      FloatVector gi = fromArray(S, g, gOff + i);
      FloatVector mi = fromArray(S, m, mOff + i).mul(beta1).add(gi.mul(rest1));
      FloatVector vi = fromArray(S, v, vOff + i).mul(beta2).add(gi.mul(gi).mul(rest2));
      mi.intoArray(m, mOff + i);
      vi.intoArray(v, vOff + i);
      FloatVector step = mi.mul(rate).div(vi.sqrt().mul(root).add(epsilon));
      fromArray(S, w, wOff + i).sub(step).intoArray(w, wOff + i);
    }
    for (int i = full; i < n; i++) {
      float gi = g[gOff + i];
      float mi = beta1 * m[mOff + i] + rest1 * gi;
      float vi = beta2 * v[vOff + i] + rest2 * (gi * gi);
      m[mOff + i] = mi;
      v[vOff + i] = vi;
      w[wOff + i] -= rate * mi / ((float) Math.sqrt(vi) * root + epsilon);
    }
  }
}
