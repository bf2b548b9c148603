package dev.sluice.cli.stream;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// Finds the sequences whose feature vectors point the way that another's does: the cosine of the
/// angle between them is largest.
///
/// @param <N> what sequences are called
final class Nearest<N> {
  private final List<N> names = new ArrayList<>();
  private final List<float[]> vectors = new ArrayList<>();

  /// A sequence that was found.
  ///
  /// @param similarity cosine in [−1,1]
  record Found<N>(N name, double similarity) {}

  /// Adds a sequence.
  void add(N name, float... features) {
    names.add(name);
    vectors.add(unit(features));
  }

  /// Whether there is none to be found.
  boolean isEmpty() {
    return names.isEmpty();
  }

  /// The most similar ones, the first of equal ones first.
  List<Found<N>> of(float[] features, int count) {
    float[] query = unit(features);
    double[] similarity = vectors.stream().mapToDouble(each -> dot(query, each)).toArray();
    // The worst of those that are kept comes first; of equal ones, the last.
    Comparator<Integer> better = Comparator.comparingDouble(i -> similarity[i]);
    PriorityQueue<Integer> best =
        new PriorityQueue<>(better.thenComparing(Comparator.reverseOrder()));
    for (int i = 0; i < similarity.length; i++) {
      if (best.size() < count || similarity[i] > similarity[best.element()]) {
        best.add(i);
      }
      if (best.size() > count) {
        best.remove();
      }
    }
    List<Found<N>> found = new ArrayList<>();
    while (!best.isEmpty()) {
      int i = best.remove();
      found.add(new Found<>(names.get(i), similarity[i]));
    }
    return found.reversed();
  }

  /// Of length 1, or zeros.
  private static float[] unit(float... vector) {
    double length = Math.sqrt(dot(vector, vector));
    float[] unit = new float[vector.length];
    for (int i = 0; length > 0 && i < unit.length; i++) {
      unit[i] = (float) (vector[i] / length);
    }
    return unit;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
