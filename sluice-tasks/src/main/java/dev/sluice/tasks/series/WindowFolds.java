package dev.sluice.tasks.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// K-fold cross-validation of windows by time: each fold validates one of k stretches of every
/// group.
///
/// Windows that share a step with one of validation, be it only seen, are not trained on. For a
/// loop over folds see `dev.sluice.train.loop.CrossValidationReport`.
public final class WindowFolds {
  private WindowFolds() {}

  /// One of the k ways to part windows.
  ///
  /// @param train windows to learn from
  /// @param validation windows to measure with
  /// @param trainingRows the rows that may be fitted, the targets of validation missing
  public record Fold(Windows train, Windows validation, Series trainingRows) {}

  /// The folds of `windows`.
  ///
  /// @param k at least 2
  /// @throws IllegalArgumentException if a fold has nothing to learn from or to measure with
  public static List<Fold> of(Windows windows, int k) {
    if (k < 2) {
      throw new IllegalArgumentException("cross-validation takes at least 2 folds, not " + k);
    }
    List<Fold> folds = new ArrayList<>();
    for (int fold = 0; fold < k; fold++) {
      folds.add(fold(windows, spans(windows, fold, k), (fold + 1) + " of " + k));
    }
    return folds;
  }

  /// The validation origins of each group, `[G][first, last]`; none where last is before first.
  private static int[][] spans(Windows windows, int fold, int k) {
    int[][] spans = new int[windows.series().groups().size()][];
    for (int g = 0; g < spans.length; g++) {
      Windows own = windows.ofGroup(windows.series().groups().get(g).name());
      int from = (int) ((long) own.size() * fold / k);
      int to = (int) ((long) own.size() * (fold + 1) / k);
      spans[g] =
          from < to
              ? new int[] {own.originIndex(from), own.originIndex(to - 1)}
              : new int[] {0, -1};
    }
    return spans;
  }

  private static Fold fold(Windows windows, int[][] spans, String name) {
    int reach = windows.window().context() + windows.window().horizon() - 1;
    Windows validation =
        windows.where(i -> distance(spans[windows.group(i)], windows.originIndex(i)) == 0);
    Windows train =
        windows.where(i -> distance(spans[windows.group(i)], windows.originIndex(i)) > reach);
    if (train.size() == 0 || validation.size() == 0) {
      throw new IllegalArgumentException(
          "fold %s has %d windows to learn from and %d to measure with, of %s; take fewer folds or a shorter context"
              .formatted(name, train.size(), validation.size(), windows));
    }
    return new Fold(train, validation, without(windows, spans));
  }

  /// How far an origin is from a span, 0 in it.
  private static int distance(int[] span, int origin) {
    if (span[1] < span[0]) {
      return Integer.MAX_VALUE;
    }
    return Math.max(0, Math.max(span[0] - origin, origin - span[1]));
  }

  private static Series without(Windows windows, int[][] spans) {
    Series series = windows.series();
    List<Group> groups = new ArrayList<>();
    for (int g = 0; g < spans.length; g++) {
      Group group = series.groups().get(g);
      double[][] columns = new double[group.width()][group.length()];
      for (int c = 0; c < columns.length; c++) {
        int column = c;
        Arrays.setAll(columns[c], t -> group.value(column, t));
        if (spans[g][0] <= spans[g][1]) {
          int end = Math.min(group.length(), spans[g][1] + windows.window().horizon() + 1);
          Arrays.fill(columns[c], spans[g][0] + 1, end, Double.NaN);
        }
      }
      groups.add(Group.withMissing(group.name(), group.axis(), columns));
    }
    return Series.of(series.columns(), groups);
  }
}
