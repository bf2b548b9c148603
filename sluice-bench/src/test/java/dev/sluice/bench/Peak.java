package dev.sluice.bench;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The multiply-adds that one core of this machine can do: fourteen independent sums that never
/// leave their registers.
final class Peak {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int STEPS = 4096;
  private final float[] sink = new float[S.length()];
  private double best;

  /// GFLOP/s, the most of all measurements so far.
  double best() {
    return best;
  }

  /// Measures for a hundredth of a second or so.
  void measure() {
    for (int i = 0; i < 50; i++) {
      long start = System.nanoTime();
      for (int j = 0; j < 4; j++) {
        sums(STEPS, sink);
      }
      double nanos = System.nanoTime() - start;
      best = Math.max(best, 4 * 2.0 * 14 * STEPS * S.length() / nanos);
    }
  }

  private static void sums(int steps, float[] sink) {
    FloatVector m = FloatVector.broadcast(S, 0.999f);
    FloatVector b = FloatVector.broadcast(S, 0.001f);
    FloatVector a0 = FloatVector.broadcast(S, sink[0] * 0.5f);
    FloatVector a1 = a0.add(1f);
    FloatVector a2 = a0.add(2f);
    FloatVector a3 = a0.add(3f);
    FloatVector a4 = a0.add(4f);
    FloatVector a5 = a0.add(5f);
    FloatVector a6 = a0.add(6f);
    FloatVector a7 = a0.add(7f);
    FloatVector a8 = a0.add(8f);
    FloatVector a9 = a0.add(9f);
    FloatVector a10 = a0.add(10f);
    FloatVector a11 = a0.add(11f);
    FloatVector a12 = a0.add(12f);
    FloatVector a13 = a0.add(13f);
    for (int i = 0; i < steps; i++) {
      a0 = a0.fma(m, b);
      a1 = a1.fma(m, b);
      a2 = a2.fma(m, b);
      a3 = a3.fma(m, b);
      a4 = a4.fma(m, b);
      a5 = a5.fma(m, b);
      a6 = a6.fma(m, b);
      a7 = a7.fma(m, b);
      a8 = a8.fma(m, b);
      a9 = a9.fma(m, b);
      a10 = a10.fma(m, b);
      a11 = a11.fma(m, b);
      a12 = a12.fma(m, b);
      a13 = a13.fma(m, b);
    }
    FloatVector low = a0.add(a1).add(a2).add(a3).add(a4).add(a5).add(a6);
    low.add(a7).add(a8).add(a9).add(a10).add(a11).add(a12).add(a13).intoArray(sink, 0);
  }
}
