package dev.sluice.tasks.forecast;

import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.series.Calendar;
import dev.sluice.tasks.series.ColumnScale;
import dev.sluice.tasks.series.FeatureEncoder;
import dev.sluice.tasks.series.Group;
import dev.sluice.tasks.series.Normaliser;
import dev.sluice.tasks.series.Scaling;
import dev.sluice.tasks.series.Series;
import dev.sluice.tasks.series.TimeAxis;
import dev.sluice.tasks.series.TimeStep;
import dev.sluice.tasks.series.Window;
import dev.sluice.tasks.series.WindowSplit;
import dev.sluice.tasks.series.Windows;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.IntStream;

/// The hourly series of the M4 competition (Makridakis, Spiliotis and Assimakopoulos 2020, doi
/// 10.1016/j.ijforecast.2019.04.014): 414 series of very different levels, each 48 hours ahead, by
/// one network.
///
/// The series have no times. Each gets an axis of hours from an arbitrary beginning, and nothing is
/// said of the hour or the day: what repeats, the network finds in the last two weeks, its context.
public final class M4Hourly {
  /// Hours ahead.
  public static final int HORIZON = 48;

  /// Hours after which a series is expected to repeat.
  public static final int SEASON = 24;

  private static final String COLUMN = "value";
  private static final int CONTEXT = 14 * SEASON;
  private static final int VALIDATION = 7 * SEASON;
  private static final LocalDateTime BEGINNING = LocalDateTime.parse("2000-01-01T00:00");

  private static final Window WINDOW =
      Window.of(CONTEXT, HORIZON)
          .target(COLUMN)
          .inputs(COLUMN)
          .calendar(Calendar.NONE)
          .scaling(Scaling.TARGET_PER_GROUP)
          .logs(COLUMN);

  private M4Hourly() {}

  /// One series of values without times.
  ///
  /// @param values above 0; the last [#HORIZON] are the test
  public static Group group(String name, double... values) {
    return Group.of(name, new TimeAxis(BEGINNING, TimeStep.HOUR, values.length), values);
  }

  /// All series: the test is one window for each, validation the week before it.
  ///
  /// @param groups of [#group]
  public static WindowSplit split(List<Group> groups) {
    return split(groups, VALIDATION);
  }

  /// @param hours of validation
  static WindowSplit split(List<Group> groups, int hours) {
    return Series.of(List.of(COLUMN), groups).windows(WINDOW).splitByLast(hours, HORIZON);
  }

  /// The windows of the validation that are issued a whole number of days before the test: the
  /// others are much like them.
  public static Windows validation(WindowSplit split) {
    Windows all = split.validation();
    List<Group> rows = split.rowsBeforeTest().groups();
    return all.subset(
        IntStream.range(0, all.size())
            .filter(i -> (rows.get(all.group(i)).length() - 1 - all.originIndex(i)) % SEASON == 0)
            .toArray());
  }

  /// Logarithms, each series on a scale of its own: the geometric mean of their deviation and of
  /// their mean change over a day. Errors on the one scale are near to those of sMAPE, on the other
  /// to those of MASE.
  ///
  /// @param rows the training rows
  public static FeatureEncoder encoder(Series rows) {
    Normaliser plain = Normaliser.fit(rows, WINDOW);
    List<ColumnScale> scales =
        rows.groups().stream()
            .map(group -> {
              ColumnScale scale = plain.scale(COLUMN, group.name());
              double change = dailyChange(group);
              return scale.withDeviation(Math.sqrt(scale.deviation() * change));
            })
            .toList();
    List<String> names = rows.groups().stream().map(Group::name).toList();
    return FeatureEncoder.of(WINDOW, names, new Normaliser(scales), rows.step());
  }

  private static double dailyChange(Group group) {
    double sum = 0;
    for (int t = SEASON; t < group.length(); t++) {
      sum += Math.abs(Math.log(group.value(0, t) / group.value(0, t - SEASON)));
    }
    return sum / (group.length() - SEASON);
  }

  /// What is trained and how; chosen on validation.
  public static SegmentTraining training() {
    return new SegmentTraining(
        64,
        SEASON,
        CONTEXT,
        Architecture.Place.POSITION,
        Output.QUANTILES,
        0.1,
        6e-3,
        16,
        25_600,
        0.98);
  }

  /// The network, not yet trained.
  public static Forecaster forecaster(FeatureEncoder encoder, Seed seed) {
    return training().forecaster(encoder, seed.named("network"));
  }

  /// Naive, seasonal-naive and drift, fitted to all rows before the test.
  public static List<Baseline> baselines(WindowSplit split) {
    return Baseline.all(split.rowsBeforeTest(), COLUMN, HORIZON, SEASON);
  }
}
