package dev.sluice.tasks.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.stream.StreamingMode;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.forecast.Evaluation.Settings;
import dev.sluice.tasks.series.Calendar;
import dev.sluice.tasks.series.Group;
import dev.sluice.tasks.series.Series;
import dev.sluice.tasks.series.TimeAxis;
import dev.sluice.tasks.series.TimeStep;
import dev.sluice.tasks.series.Window;
import dev.sluice.tasks.series.WindowSplit;
import dev.sluice.tasks.series.Windows;
import dev.sluice.testing.RandomSeed;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// [Intervals#RECENT] on series whose noise changes. The target is none of the inputs, so that
/// nothing but its past tells of that.
class IntervalsTest {
  private static final long SEED = RandomSeed.forClass(IntervalsTest.class);
  private static final int LENGTH = 4500;
  private static final int CHANGE = 1500;
  private static final int HORIZON = 4;
  private static final Window WINDOW =
      Window.of(6, HORIZON).target("y").inputs("x").calendar(Calendar.NONE);

  private static Group group(String name, double later) {
    Random random = new Random(SEED + name.hashCode());
    double[] x = new double[LENGTH];
    double[] y = new double[LENGTH];
    for (int t = 0; t < LENGTH; t++) {
      x[t] = random.nextGaussian();
      y[t] = random.nextGaussian() * (t < CHANGE ? 1 : later);
    }
    return Group.of(
        name, new TimeAxis(LocalDateTime.parse("2020-01-01T00:00"), TimeStep.HOUR, LENGTH), x, y);
  }

  private static Series series(Group... groups) {
    return Series.of(List.of("x", "y"), List.of(groups));
  }

  private static WindowSplit split(Series series) {
    return series.windows(WINDOW).splitByCounts(500, CHANGE - 500, LENGTH - CHANGE);
  }

  private static ForecastModel model(WindowSplit split) {
    ForecastSpec spec = ForecastSpec.of(split.encoder(), GruSpec.of(split.features(), 3));
    try (Workspace workspace = Workspace.threads(1)) {
      return Forecaster.create(spec, Seed.of(5)).freeze().calibrated(split.validation(), workspace);
    }
  }

  private static double coverage(ForecastModel model, Windows windows, Intervals intervals) {
    Evaluation evaluation =
        Evaluation.of(model, windows, Settings.STANDARDISED.intervals(intervals));
    return evaluation.all(evaluation.network()).coverage();
  }

  @ParameterizedTest
  @ValueSource(doubles = {3, 1.0 / 3})
  void theyHoldWhatTheyPromiseWhereTheNoiseChanges(double later) {
    WindowSplit split = split(series(group("a", later)));
    ForecastModel model = model(split);
    double promised = later > 1 ? 0.33 : 0.99;
    assertThat(coverage(model, split.test(), Intervals.FIXED)).isCloseTo(promised, within(0.1));
    Windows last = split.test().subset(range(1200, split.test().size()));
    assertThat(coverage(model, last, Intervals.RECENT)).isBetween(0.76, 0.84);
    try (Workspace workspace = Workspace.threads(2)) {
      ForecastScore fixed = model.score(split.test(), workspace);
      ForecastScore recent = model.score(split.test(), workspace, Intervals.RECENT);
      assertThat(recent.mse()).isEqualTo(fixed.mse());
      assertThat(recent.coverage())
          .isEqualTo(coverage(model, split.test(), Intervals.RECENT))
          .isCloseTo(0.8, within(Math.abs(fixed.coverage() - 0.8)));
    }
  }

  private static int[] range(int from, int to) {
    int[] numbers = new int[to - from];
    Arrays.setAll(numbers, i -> from + i);
    return numbers;
  }

  /// Nothing that comes after a forecast is issued changes it.
  @Test
  void theyKnowNoFuture() {
    Group before = group("a", 3);
    int now = 1700;
    double[] y = column(before, 1);
    Arrays.fill(y, now + 1, LENGTH, 1e3);
    Group after = Group.of("a", before.axis(), column(before, 0), y);
    ForecastModel model = model(split(series(before)));
    Windows one = issued(series(before), now);
    Windows other = issued(series(after), now);
    assertThat(one.truth(0, "y")).isNotEqualTo(other.truth(0, "y"));
    assertThat(model.forecastRecent(one)).hasToString(model.forecastRecent(other).toString());
    // What came before does.
    Arrays.fill(y, now - 50, now + 1, 0); // all inside
    Windows changed = issued(series(Group.of("a", before.axis(), column(before, 0), y)), now);
    assertThat(model.forecastRecent(changed).getFirst().of("y", 1))
        .isNotEqualTo(model.forecastRecent(one).getFirst().of("y", 1));
  }

  private static double[] column(Group group, int column) {
    double[] values = new double[group.length()];
    Arrays.setAll(values, t -> group.value(column, t));
    return values;
  }

  private static Windows issued(Series series, int origin) {
    Windows all = series.windows(WINDOW);
    for (int i = 0; i < all.size(); i++) {
      if (all.originIndex(i) == origin) {
        return all.subset(i);
      }
    }
    throw new AssertionError(origin);
  }

  @Test
  void groupsHaveFactorsOfTheirOwn() {
    Series both = series(group("calm", 1.0 / 3), group("wild", 3));
    WindowSplit split = split(both);
    ForecastModel model = model(split);
    Evaluation together =
        Evaluation.of(model, split.test(), Settings.STANDARDISED.intervals(Intervals.RECENT));
    for (String name : List.of("calm", "wild")) {
      Evaluation alone =
          Evaluation.of(
              model, split.test().ofGroup(name), Settings.STANDARDISED.intervals(Intervals.RECENT));
      assertThat(together.ofGroup("GRU", name).coverage())
          .isEqualTo(alone.ofGroup("GRU", name).coverage());
    }
  }

  /// Against the definition, written down without a ring.
  @Test
  void theTrackerIsItsDefinition() {
    int targets = 2;
    var tracker = new IntervalTracker(HORIZON, targets, 0.3);
    Random random = new Random(SEED);
    List<float[]> answers = new ArrayList<>();
    List<float[]> actuals = new ArrayList<>();
    double[] logs = new double[targets];
    for (int origin = 0; origin < 60; origin++) {
      if (origin > 0) {
        tracker.learn(origin);
      }
      for (int d = 0; d < targets; d++) {
        double factor = Math.exp(logs[d]);
        int known = 0;
        int outside = 0;
        for (int h = 1; h <= HORIZON && origin - h >= 0; h++) {
          float[] a = answers.get(origin - h);
          int k = (h - 1) * targets + d;
          float y = actuals.get(origin - h)[k];
          if (Float.isNaN(y)) {
            continue;
          }
          known++;
          double low = a[3 * k + 1] - factor * ((double) a[3 * k + 1] - a[3 * k]);
          double high = a[3 * k + 1] + factor * ((double) a[3 * k + 2] - a[3 * k + 1]);
          outside += y < low || y > high ? 1 : 0;
        }
        if (known > 0) {
          logs[d] += 0.3 * ((double) outside / known - 0.2);
        }
      }
      assertThat(tracker.factors())
          .containsExactly(new double[] {Math.exp(logs[0]), Math.exp(logs[1])}, within(1e-9));
      float[] answer = new float[HORIZON * targets * 3];
      float[] actual = new float[HORIZON * targets];
      for (int k = 0; k < actual.length; k++) {
        answer[3 * k] = -random.nextFloat();
        answer[3 * k + 2] = 2 * random.nextFloat();
        actual[k] = random.nextInt(9) == 0 ? Float.NaN : 3 * (random.nextFloat() - 0.5f);
      }
      tracker.issue(origin, answer, actual);
      answers.add(answer);
      actuals.add(actual);
    }
    assertThat(tracker.learnt()).isGreaterThan(40);
    float[] answer = {-1, 0, 2, -4, 1, 1};
    tracker.widen(answer);
    double[] f = tracker.factors();
    assertThat(answer)
        .containsExactly(
            new float[] {(float) -f[0], 0, (float) (2 * f[0]), (float) (1 - 5 * f[1]), 1, 1},
            within(1e-5f));
  }

  @Test
  void whatHasNoPastIsRefused() {
    Series series = series(group("a", 3));
    ForecastModel model = model(split(series));
    Windows first = series.windows(WINDOW).subset(0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.forecastRecent(first))
        .withMessage(
            "group a has no earlier forecast whose outcome is known: give more rows than a context of 6 steps, or take fixed intervals");
    ForecastSpec carried = model.spec().streaming(StreamingMode.CARRIED);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Forecaster.create(carried, Seed.of(1)).freeze().forecastRecent(first))
        .withMessageContaining("carries its state");
  }
}
