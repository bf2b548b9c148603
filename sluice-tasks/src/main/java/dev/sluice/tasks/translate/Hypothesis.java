package dev.sluice.tasks.translate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A text that is being written: its last symbol, and what stands before.
///
/// @param before what stands before, null at the border
/// @param id the last symbol, at first the border
/// @param length symbols so far
/// @param logLikelihood of all of them
/// @param weights over the source, for the last symbol; empty without attention
record Hypothesis(
    @Nullable Hypothesis before, int id, int length, double logLikelihood, float[] weights) {
  static Hypothesis begin(int border) {
    return new Hypothesis(null, border, 0, 0, new float[0]);
  }

  Hypothesis with(int symbol, double gain, float[] looked) {
    return new Hypothesis(this, symbol, length + 1, logLikelihood + gain, looked);
  }

  /// Its symbols, the first one first.
  List<Hypothesis> path() {
    Deque<Hypothesis> path = new ArrayDeque<>();
    Hypothesis each = this;
    while (each.before != null) {
      path.addFirst(each);
      each = each.before;
    }
    return List.copyOf(path);
  }
}
