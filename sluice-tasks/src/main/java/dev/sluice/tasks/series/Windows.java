package dev.sluice.tasks.series;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Windows over a [Series], group after group, each group's by rising origin.
public final class Windows {
  private final Series series;
  private final Window window;
  private final int[] groups; // [N]
  private final int[] origins; // [N] on the group's axis

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
    boolean longEnough = false;
    for (int g = 0; g < series.groups().size(); g++) {
      Presence presence = Presence.of(series, g, resolved);
      int length = series.groups().get(g).length();
      for (int origin = window.context() - 1; origin + window.horizon() < length; origin++) {
        longEnough = true;
        if (presence.isWhole(origin)) {
          groups.add(g);
          origins.add(origin);
        }
      }
    }
    int[] found = origins.build().toArray();
    if (found.length == 0) {
      throw new IllegalArgumentException(
          (longEnough
                  ? "every window touches a missing value, of "
                  : "no group is as long as one window, ")
              + resolved.lengths(series.step())
              + ": "
              + series.groups());
    }
    return new Windows(series, resolved, groups.build().toArray(), found);
  }

  static Windows latest(Series series, Window window) {
    Window resolved = window.resolved(series);
    int[] groups = IntStream.range(0, series.groups().size()).toArray();
    int[] origins = Arrays.stream(groups).map(g -> latest(series, g, resolved)).toArray();
    return new Windows(series, resolved, groups, origins);
  }

  private static int latest(Series series, int index, Window window) {
    Group group = series.groups().get(index);
    TimeStep step = series.step();
    Presence presence = Presence.of(series, index, window);
    int origin = presence.lastObserved();
    if (origin < window.context() - 1) {
      throw new IllegalArgumentException(
          "group "
              + group
              + " is shorter than the context of "
              + step.times(window.context())
              + "; give more rows");
    }
    String issued =
        "the forecast of group " + group.name() + " on " + step.text(group.axis().at(origin));
    if (!presence.isSeen(origin)) {
      throw new IllegalArgumentException(
          issued + " would see missing values; impute them, or fill them in");
    }
    if (!window.known().isEmpty() && !presence.isKnown(origin)) {
      throw new IllegalArgumentException(
          issued
              + " needs "
              + window.known()
              + " for the next "
              + step.times(window.horizon())
              + "; add rows with them, the other columns blank");
    }
    return origin;
  }

  Windows where(IntPredicate keep) {
    return subset(IntStream.range(0, size()).filter(keep).toArray());
  }

  /// Some of the windows, in the order given.
  ///
  /// @param numbers below [#size]
  public Windows subset(int... numbers) {
    return new Windows(
        series,
        window,
        Arrays.stream(numbers).map(this::group).toArray(),
        Arrays.stream(numbers).map(this::originIndex).toArray());
  }

  /// For each group with a window here: every window issued from `past` steps before its first one
  /// up to its last, whose context touches no missing value and whose known columns are given.
  /// Targets may be missing or still open.
  ///
  /// @param past 0 or more
  public Windows withPast(int past) {
    IntStream.Builder someGroups = IntStream.builder();
    IntStream.Builder someOrigins = IntStream.builder();
    for (int g = 0; g < series.groups().size(); g++) {
      int group = g;
      IntSummaryStatistics here =
          IntStream.range(0, size())
              .filter(i -> groups[i] == group)
              .map(i -> origins[i])
              .summaryStatistics();
      if (here.getCount() == 0) {
        continue;
      }
      Presence presence = Presence.of(series, g, window);
      for (int t = Math.max(window.context() - 1, here.getMin() - past); t <= here.getMax(); t++) {
        if (presence.isSeen(t) && (window.known().isEmpty() || presence.isKnown(t))) {
          someGroups.add(g);
          someOrigins.add(t);
        }
      }
    }
    return new Windows(series, window, someGroups.build().toArray(), someOrigins.build().toArray());
  }

  /// The windows of one group.
  public Windows ofGroup(String name) {
    int group = series.group(name);
    return where(i -> groups[i] == group);
  }

  /// The windows that are issued at `first` or later and whose last target is before `end`.
  public Windows within(LocalDateTime first, LocalDateTime end) {
    return where(i -> !origin(i).isBefore(first) && lastTarget(i).isBefore(end));
  }

  /// The windows that are issued on the day `first` or later and whose last target is before the
  /// day `end`.
  public Windows within(LocalDate first, LocalDate end) {
    return within(first.atStartOfDay(), end.atStartOfDay());
  }

  /// Splits by time, the same times for every group.
  ///
  /// - training: every target before `validationFrom`
  /// - validation: issued at `validationFrom` or later, every target before `testFrom`
  /// - test: issued at `testFrom` or later
  ///
  /// Windows that cross a border are dropped. A test window may *see* steps before the border, as a
  /// forecast in real life does.
  ///
  /// @throws IllegalArgumentException if a part is empty
  public WindowSplit splitByTime(LocalDateTime validationFrom, LocalDateTime testFrom) {
    return new WindowSplit(
        within(LocalDateTime.MIN, validationFrom).notEmpty("training"),
        within(validationFrom, testFrom).notEmpty("validation"),
        within(testFrom, LocalDateTime.MAX).notEmpty("test"),
        series.before(validationFrom),
        series.before(testFrom));
  }

  /// As [#splitByTime(LocalDateTime,LocalDateTime)], at the midnights of two days.
  ///
  /// @throws IllegalArgumentException if a part is empty
  public WindowSplit splitByTime(LocalDate validationFrom, LocalDate testFrom) {
    return splitByTime(validationFrom.atStartOfDay(), testFrom.atStartOfDay());
  }

  /// Splits the rows of every group by their number, the first `train` rows being the training
  /// period and so on; rows behind the test are left out.
  ///
  /// A part holds the windows whose every *target* is in it; the context may reach back. This is
  /// the convention of the published tables: 8640, 2880, 2880 of ETTh1 give 2785 test windows at a
  /// horizon of 96.
  ///
  /// @throws IllegalArgumentException if a group has fewer rows, or a part is empty
  public WindowSplit splitByCounts(int train, int validation, int test) {
    return split(RowBorders.byCounts(series, train, validation, test));
  }

  /// Splits the rows of every group from their end: the last `test` rows are the test, `validation`
  /// rows before them validation, all others training. For groups that end at different times; a
  /// part holds windows as with [#splitByCounts], so that with parts as long as the horizon it is
  /// one for each group.
  ///
  /// @throws IllegalArgumentException if a group has too few rows, or a part is empty
  public WindowSplit splitByLast(int validation, int test) {
    return split(RowBorders.byLast(series, validation, test));
  }

  /// Splits the rows of every group by shares, as [#splitByCounts] does with ⌊n·train⌋ rows for
  /// training, ⌊n·test⌋ for the test, and what is left of ⌊n·(train + validation + test)⌋ between
  /// them for validation.
  ///
  /// @throws IllegalArgumentException if the shares are not above 0 and together at most 1, or a
  ///   part is empty
  public WindowSplit splitByFractions(double train, double validation, double test) {
    return split(RowBorders.byFractions(series, train, validation, test));
  }

  private WindowSplit split(RowBorders borders) {
    return new WindowSplit(
        part(borders, RowBorders.TRAINING).notEmpty("training"),
        part(borders, RowBorders.VALIDATION).notEmpty("validation"),
        part(borders, RowBorders.TEST).notEmpty("test"),
        borders.until(RowBorders.TRAINING, series),
        borders.until(RowBorders.VALIDATION, series));
  }

  private Windows part(RowBorders borders, int part) {
    return where(
        i -> borders.holds(part, groups[i], origins[i] + 1, origins[i] + window.horizon()));
  }

  private Windows notEmpty(String part) {
    if (size() == 0) {
      throw new IllegalArgumentException(
          "no window of "
              + window.lengths(series.step())
              + " lies in the "
              + part
              + " period; move the borders of the split; the series has "
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

  /// What the windows are, with nothing left open.
  public Window window() {
    return window;
  }

  /// The group of window `i`, an index into `series().groups()`.
  public int group(int i) {
    return groups[Objects.checkIndex(i, size())];
  }

  /// The last seen step of window `i`, counted on its group's axis.
  public int originIndex(int i) {
    return origins[Objects.checkIndex(i, size())];
  }

  /// The time at which forecast `i` is issued: its last seen step.
  public LocalDateTime origin(int i) {
    return owner(i).axis().at(originIndex(i));
  }

  /// The time of the last target of window `i`.
  public LocalDateTime lastTarget(int i) {
    return owner(i).axis().at((long) originIndex(i) + window.horizon());
  }

  /// A number that is this window's own in the whole series, whatever split or subset it is met in.
  public long id(int i) {
    return ((long) group(i) << 32) | originIndex(i);
  }

  /// What happened to target column `target` of the window: `[H]`, in the file's unit; `NaN` where
  /// the future is still open.
  public double[] truth(int i, String target) {
    int column = series.column(target);
    double[] truth = new double[window.horizon()];
    Group owner = owner(i);
    for (int h = 0; h < truth.length; h++) {
      int t = originIndex(i) + 1 + h;
      truth[h] = t < owner.length() ? owner.value(column, t) : Double.NaN;
    }
    return truth;
  }

  private Group owner(int i) {
    return series.groups().get(group(i));
  }

  @Override
  public String toString() {
    return size() + " windows of " + window.lengths(series.step());
  }
}
