package dev.sluice.tasks.forecast;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Windows over a [Series], group after group, each group's by rising origin.
public final class Windows {
  private final Series series;
  private final Window window;
  private final int[] groups; // [N]
  private final int[] origins; // [N] day of the group's axis

  private Windows(Series series, Window window, int[] groups, int[] origins) {
    this.series = series;
    this.window = window;
    this.groups = groups;
    this.origins = origins;
  }

  static Windows all(Series series, Window window) {
    Window resolved = window.resolved(series);
    IntStream.Builder groups = IntStream.builder();
    IntStream.Builder origins = IntStream.builder();
    for (int g = 0; g < series.groups().size(); g++) {
      int days = series.groups().get(g).days();
      for (int origin = window.context() - 1; origin + window.horizon() < days; origin++) {
        groups.add(g);
        origins.add(origin);
      }
    }
    int[] found = origins.build().toArray();
    if (found.length == 0) {
      throw new IllegalArgumentException(
          "no group is as long as one window, "
              + window.context()
              + " days and "
              + window.horizon()
              + " ahead: "
              + series.groups());
    }
    return new Windows(series, resolved, groups.build().toArray(), found);
  }

  private Windows where(IntPredicate keep) {
    int[] kept = IntStream.range(0, size()).filter(keep).toArray();
    return new Windows(
        series,
        window,
        Arrays.stream(kept).map(i -> groups[i]).toArray(),
        Arrays.stream(kept).map(i -> origins[i]).toArray());
  }

  /// The windows of one group.
  public Windows ofGroup(String name) {
    int group = series.group(name);
    return where(i -> groups[i] == group);
  }

  /// The windows that are issued on `first` or later and whose last target is before `end`.
  public Windows within(LocalDate first, LocalDate end) {
    return where(i -> !origin(i).isBefore(first) && lastTarget(i).isBefore(end));
  }

  /// Splits by time, the same dates for every group.
  ///
  /// - training: every target before `validationFrom`
  /// - validation: issued on `validationFrom` or later, every target before `testFrom`
  /// - test: issued on `testFrom` or later
  ///
  /// Windows that cross a border are dropped. A test window may *see* days before the border, as a
  /// forecast in real life does.
  ///
  /// @throws IllegalArgumentException if a part is empty
  public WindowSplit splitByTime(LocalDate validationFrom, LocalDate testFrom) {
    return new WindowSplit(
        within(LocalDate.MIN, validationFrom).notEmpty("training"),
        within(validationFrom, testFrom).notEmpty("validation"),
        within(testFrom, LocalDate.MAX).notEmpty("test"),
        validationFrom,
        testFrom);
  }

  private Windows notEmpty(String part) {
    if (size() == 0) {
      throw new IllegalArgumentException(
          "no window of "
              + window.context()
              + " days and "
              + window.horizon()
              + " ahead lies in the "
              + part
              + " period; move the dates of the split; the series has "
              + series.groups());
    }
    return this;
  }

  /// N, the number of windows.
  public int size() {
    return groups.length;
  }

  /// The series the windows look at, whole.
  public Series series() {
    return series;
  }

  /// What the windows are, with every input column named.
  public Window window() {
    return window;
  }

  /// The group of window `i`, an index into `series().groups()`.
  public int group(int i) {
    return groups[Objects.checkIndex(i, size())];
  }

  /// The last seen day of window `i`, counted on its group's axis.
  public int originDay(int i) {
    return origins[Objects.checkIndex(i, size())];
  }

  /// The date on which forecast `i` is issued: its last seen day.
  public LocalDate origin(int i) {
    return owner(i).axis().date(originDay(i));
  }

  /// The date of the last target of window `i`.
  public LocalDate lastTarget(int i) {
    return origin(i).plusDays(window.horizon());
  }

  /// A number that is this window's own in the whole series, whatever split or subset it is met in.
  public long id(int i) {
    return ((long) group(i) << 32) | originDay(i);
  }

  /// What happened to target column `target` of the window: `[H]`, in the file's unit.
  public double[] truth(int i, String target) {
    int column = series.column(target);
    double[] truth = new double[window.horizon()];
    Arrays.setAll(truth, h -> owner(i).value(column, originDay(i) + 1 + h));
    return truth;
  }

  private Group owner(int i) {
    return series.groups().get(group(i));
  }

  @Override
  public String toString() {
    return size() + " windows of " + window.context() + " days, " + window.horizon() + " ahead";
  }
}
