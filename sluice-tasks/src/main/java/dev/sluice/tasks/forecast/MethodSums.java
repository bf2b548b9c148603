package dev.sluice.tasks.forecast;

import java.util.Arrays;

/// What one method has come to, by group and target: over every step ahead, and over step H alone.
final class MethodSums {
  private final String method;
  private final MetricSums[][] all; // [G][D]
  private final MetricSums[][] last; // [G][D]

  MethodSums(String method, int groups, int targets) {
    this.method = method;
    all = sums(groups, targets);
    last = sums(groups, targets);
  }

  private static MetricSums[][] sums(int groups, int targets) {
    MetricSums[][] sums = new MetricSums[groups][targets];
    for (MetricSums[] row : sums) {
      Arrays.setAll(row, d -> new MetricSums());
    }
    return sums;
  }

  String method() {
    return method;
  }

  MetricSums all(int group, int target) {
    return all[group][target];
  }

  MetricSums last(int group, int target) {
    return last[group][target];
  }
}
