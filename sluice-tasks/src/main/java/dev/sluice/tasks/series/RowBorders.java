package dev.sluice.tasks.series;

import java.util.Arrays;

/// Where training, validation and test end in the rows of each group.
final class RowBorders {
  static final int TRAINING = 0;
  static final int VALIDATION = 1;
  static final int TEST = 2;

  /// So that 0.7 + 0.1 + 0.2 is 1 and a whole number of rows is not missed by a bit.
  private static final double ROUNDING = 1e-9;

  private final int[][] ends; // [G][3]

  private RowBorders(int[][] ends) {
    this.ends = ends;
  }

  /// @throws IllegalArgumentException if a group has fewer rows, or a part none
  static RowBorders byCounts(Series series, int train, int validation, int test) {
    int[][] ends = new int[series.groups().size()][];
    for (int g = 0; g < ends.length; g++) {
      Group group = series.groups().get(g);
      if (Math.min(train, Math.min(validation, test)) < 1
          || (long) train + validation + test > group.length()) {
        throw new IllegalArgumentException(
            "a split of %d, %d and %d rows does not fit group %s, which has %d; each part has at least 1 row, and together they are no more than there are"
                .formatted(train, validation, test, group, group.length()));
      }
      ends[g] = new int[] {train, train + validation, train + validation + test};
    }
    return new RowBorders(ends);
  }

  /// @throws IllegalArgumentException if a group has no more rows than these, or a part none
  static RowBorders byLast(Series series, int validation, int test) {
    int[][] ends = new int[series.groups().size()][];
    for (int g = 0; g < ends.length; g++) {
      Group group = series.groups().get(g);
      int length = group.length();
      if (Math.min(validation, test) < 1 || (long) validation + test >= length) {
        throw new IllegalArgumentException(
            "the last %d and %d rows for validation and test leave nothing of group %s, which has %d; each part has at least 1 row"
                .formatted(validation, test, group, length));
      }
      ends[g] = new int[] {length - test - validation, length - test, length};
    }
    return new RowBorders(ends);
  }

  /// @throws IllegalArgumentException if the shares are not above 0 and together at most 1, or a
  ///   group is so short that a part has no row
  static RowBorders byFractions(Series series, double train, double validation, double test) {
    double all = train + validation + test;
    if (!(train > 0 && validation > 0 && test > 0 && all <= 1 + ROUNDING)) {
      throw new IllegalArgumentException(
          "the shares %s, %s and %s must be above 0 and together at most 1"
              .formatted(train, validation, test));
    }
    int[][] ends = new int[series.groups().size()][];
    for (int g = 0; g < ends.length; g++) {
      Group group = series.groups().get(g);
      int end = share(group.length(), Math.min(1, all));
      ends[g] = new int[] {share(group.length(), train), end - share(group.length(), test), end};
      if (ends[g][TRAINING] < 1
          || ends[g][VALIDATION] <= ends[g][TRAINING]
          || ends[g][TEST] <= ends[g][VALIDATION]) {
        throw new IllegalArgumentException(
            "group %s has %d rows, too few to split as %s, %s and %s; leave it out, or change the shares"
                .formatted(group, group.length(), train, validation, test));
      }
    }
    return new RowBorders(ends);
  }

  private static int share(int length, double part) {
    return (int) Math.floor(length * part + ROUNDING * length);
  }

  /// Whether rows `first` to `last` of a group lie in a part.
  boolean holds(int part, int group, int first, int last) {
    int begin = part == TRAINING ? 0 : ends[group][part - 1];
    return first >= begin && last < ends[group][part];
  }

  /// The rows of every group up to the end of a part.
  Series until(int part, Series series) {
    return series.first(Arrays.stream(ends).mapToInt(group -> group[part]).toArray());
  }
}
