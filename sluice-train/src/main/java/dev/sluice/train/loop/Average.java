package dev.sluice.train.loop;

/// The exponential average of the parameters over the steps (Polyak and Juditsky 1992 for the plain
/// mean; Kingma and Ba 2014, arXiv 1412.6980, §7.2 for this one and its correction).
///
/// ```
/// ā(t) = d·ā(t−1) + (1−d)·w(t),  ā(0) = 0         â(t) = ā(t)/(1 − dᵗ)
/// ```
///
/// Kept as â itself, which obeys `â(t) = â(t−1) + (1−d)/(1−dᵗ)·(w(t) − â(t−1))`: the first average
/// is w(1), and no division follows. Increments below half a unit in the last place are lost, so
/// that â can lag by up to 2⁻²⁵/(1−d) of a weight's size: 3e-5 at d = 0.999.
final class Average {
  final float[] values; // [n] â
  private long steps;

  /// @param steps how many parameters went into it
  Average(float[] values, long steps) {
    this.values = values;
    this.steps = steps;
  }

  long steps() {
    return steps;
  }

  /// Takes in the parameters behind a step.
  void add(float[] w, double decay) {
    steps++;
    float part = (float) ((1 - decay) / (1 - StrictMath.pow(decay, steps)));
    for (int i = 0; i < w.length; i++) {
      values[i] += part * (w[i] - values[i]);
    }
  }
}
