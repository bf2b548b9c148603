package dev.sluice.tasks.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.tasks.series.Group;
import dev.sluice.tasks.series.Series;
import dev.sluice.tasks.series.TimeAxis;
import dev.sluice.tasks.series.TimeStep;
import dev.sluice.tasks.series.Weather;
import dev.sluice.tasks.series.Window;
import dev.sluice.tasks.series.WindowSplit;
import dev.sluice.tasks.series.Windows;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The marks the network is held against: `temp_max`, forecasts issued in the last 300 days, 293
/// per city, errors averaged over 1 to 7 days ahead. Reference: NumPy 2.4.6 (`linalg.lstsq`,
/// `quantile`) from the formulas in the Javadoc, in a program that shares nothing with this one.
class BaselineTest {
  private static final WindowSplit SPLIT = Weather.split(Weather.WINDOW);
  private static final List<Forecasts> FORECASTS =
      WeatherDemo.baselines(SPLIT.rowsBeforeTest()).stream()
          .map(b -> b.forecast(SPLIT.test()))
          .toList();

  @ParameterizedTest
  @CsvSource({
    "0, Seattle,  3.573233, 4.585894, 0.792784, 3.938567",
    "0, New York, 3.644174, 4.691762, 0.846416, 3.886007",
    "1, Seattle,  3.825061, 4.933086, 0.819113, 3.829352",
    "1, New York, 4.367333, 5.462578, 0.769868, 4.400341",
    "2, Seattle,  2.768150, 3.518621, 0.780595, 2.883506",
    "2, New York, 2.973964, 3.840672, 0.807899, 3.091543",
  })
  void marksOnTheLast300Days(
      int method, String city, double mae, double rmse, double coverage, double lastDay) {
    ForecastMetrics metrics = ForecastMetrics.of(FORECASTS.get(method), city);
    assertThat(metrics.count()).isEqualTo(293 * 7);
    assertThat(metrics.mae()).isCloseTo(mae, within(1e-6));
    assertThat(metrics.rmse()).isCloseTo(rmse, within(1e-6));
    assertThat(metrics.coverage()).isCloseTo(coverage, within(1e-6));
    assertThat(ForecastMetrics.ofStep(FORECASTS.get(method), city, 7).mae())
        .isCloseTo(lastDay, within(1e-6));
  }

  @Test
  void naiveRepeatsTheOriginAndSeasonalNaiveTheYearBefore() {
    Windows test = SPLIT.test();
    Group seattle = Weather.SERIES.groups().get(0);
    int origin = test.originIndex(5);
    assertThat(FORECASTS.get(0).point(5, 7)).isEqualTo(seattle.value(1, origin));
    assertThat(FORECASTS.get(1).point(5, 3)).isEqualTo(seattle.value(1, origin + 3 - 365));
  }

  @Test
  void daysAfterTheOriginAreNeitherFittedNorRead() {
    WindowSplit spoilt =
        Weather.spoiltFrom(Weather.TEST_FROM.plusDays(1))
            .windows(Weather.WINDOW)
            .splitByTime(Weather.VALIDATION_FROM, Weather.TEST_FROM);
    List<Baseline> baselines = WeatherDemo.baselines(spoilt.rowsBeforeTest());
    for (int method = 0; method < baselines.size(); method++) {
      Forecasts forecasts = baselines.get(method).forecast(spoilt.test());
      for (int ahead = 1; ahead <= 7; ahead++) {
        assertThat(forecasts.point(0, ahead)).isEqualTo(FORECASTS.get(method).point(0, ahead));
        assertThat(forecasts.lower(0, ahead)).isEqualTo(FORECASTS.get(method).lower(0, ahead));
        assertThat(forecasts.upper(0, ahead)).isEqualTo(FORECASTS.get(method).upper(0, ahead));
      }
    }
  }

  @Test
  void theFirstYearHasNoSeasonalNaive() {
    Baseline seasonal = Baseline.seasonalNaive(SPLIT.rowsBeforeTest(), "temp_max", 7, 365);
    Windows all = Weather.SERIES.windows(Weather.WINDOW);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> seasonal.forecast(all))
        .withMessageContaining("seasonal-naive cannot forecast 1 day ahead on 2012-01-28");
    // Origin 2012-12-30: day 1 is 2012-12-31, 365 days after the first day of the series.
    Windows later = all.within(LocalDate.of(2012, 12, 30), LocalDate.MAX);
    assertThat(seasonal.forecast(later).point(0, 1))
        .isEqualTo(Weather.SERIES.groups().get(0).value(1, 0));
  }

  @Test
  void historyThatIsTooShortIsRefused() {
    Series month = Weather.SERIES.before(LocalDate.of(2012, 2, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Baseline.seasonalNaive(month, "temp_max", 7, 365))
        .withMessageContaining("needs 366 days of history");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Baseline.linearAutoregression(month, "temp_max", 7))
        .withMessageContaining("has 31");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Baseline.naive(month, "temp", 7))
        .withMessageContaining("no column temp");
  }

  @Test
  void windowsBeyondWhatWasFittedAreRefused() {
    Baseline naive = Baseline.naive(SPLIT.rowsBeforeTest(), "temp_max", 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> naive.forecast(SPLIT.test()))
        .withMessageContaining("3 steps ahead, the windows want 7");
    Series seattle = Series.of(Weather.SERIES.columns(), Weather.SERIES.groups().subList(0, 1));
    Baseline one = Baseline.naive(seattle, "temp_max", 7);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> one.forecast(SPLIT.test()))
        .withMessageContaining("not fitted to group New York");
  }

  /// Two targets, six hours; `y` misses hour 3.
  private static final Series SMALL =
      Series.of(
          List.of("x", "y"),
          List.of(
              Group.withMissing(
                  "a",
                  new TimeAxis(LocalDate.of(2020, 1, 1).atStartOfDay(), TimeStep.HOUR, 8),
                  new double[] {1, 5, 2, 7, 3, 9, 4, 11},
                  new double[] {10, 20, 30, Double.NaN, 50, 60, 70, 80})));

  private static final Windows AHEAD =
      SMALL
          .windows(Window.of(1, 3).target("x").inputs("x"))
          .within(LocalDate.of(2020, 1, 1).atTime(3, 0), LocalDateTime.MAX);

  @Test
  void seasonsAreRepeatedAsFarAsTheHorizonReaches() {
    Forecasts seasonal = Baseline.seasonalNaive(SMALL, "x", 3, 2).forecast(AHEAD);
    assertThat(seasonal.point(0, 1)).isEqualTo(2); // hour 4 as hour 2
    assertThat(seasonal.point(0, 2)).isEqualTo(7); // hour 5 as hour 3
    assertThat(seasonal.point(0, 3)).isEqualTo(2); // hour 6 as hour 2, not as hour 4
    // y: hour 3 is missing, so hour 5 is as hour 1
    Forecasts other = Baseline.seasonalNaive(SMALL, "y", 3, 2).forecast(AHEAD);
    assertThat(other.point(0, 2)).isEqualTo(20);
    // errors of x two hours ahead at a season of 2: 1, 2, 1, 2, 1, 2 from hours 0 … 5
    assertThat(seasonal.lower(0, 2) - seasonal.point(0, 2)).isEqualTo(1);
    assertThat(seasonal.upper(0, 2) - seasonal.point(0, 2)).isEqualTo(2);
  }

  @Test
  void driftGoesOnAlongTheLineFromFirstToLast() {
    Forecasts drift = Baseline.drift(SMALL, "x", 3).forecast(AHEAD);
    assertThat(drift.point(0, 1)).isEqualTo(7 + (7 - 1) / 3.0);
    assertThat(drift.point(0, 3)).isEqualTo(7 + 3 * (7 - 1) / 3.0);
    // y: hour 3 is missing, so the line ends on hour 2
    Forecasts other = Baseline.drift(SMALL, "y", 3).forecast(AHEAD);
    assertThat(other.point(0, 1)).isEqualTo(50);
    assertThat(other.upper(0, 1)).isEqualTo(50);
    assertThat(Baseline.naive(SMALL, "y", 3).forecast(AHEAD).point(0, 2)).isEqualTo(30);
  }

  @Test
  void aSeasonIsThatOfTheStepUnlessNamed() {
    assertThat(Baseline.all(Weather.SERIES, "wind", 7, 7))
        .extracting(Baseline::name)
        .containsExactly("naive", "seasonal-naive", "drift");
    Forecasts week =
        Baseline.seasonalNaive(SPLIT.rowsBeforeTest(), "temp_max", 7).forecast(SPLIT.test());
    int origin = SPLIT.test().originIndex(5);
    assertThat(week.point(5, 3)).isEqualTo(Weather.SERIES.groups().get(0).value(1, origin - 4));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Baseline.seasonalNaive(SMALL, "x", 3))
        .withMessageContaining("needs 25 hours of history, group a has 8");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Baseline.linearAutoregression(SMALL, "x", 3))
        .withMessageContaining("is for steps of 1d, not 1h");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Baseline.seasonalNaive(SMALL, "x", 3, 0))
        .withMessageContaining("at least 1 step");
  }

  @Test
  void anOpenFutureIsForecastButNotJudged() {
    Windows latest = SMALL.latest(Window.of(2, 3).target("x").inputs("x"));
    Forecasts naive = Baseline.naive(SMALL, "x", 3).forecast(latest);
    assertThat(naive.point(0, 3)).isEqualTo(11);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ForecastMetrics.of(naive, "a"))
        .withMessageContaining("what happened after 2020-01-01T07:00 in group a is not known");
  }

  @Test
  void theLinearAutoregressionLeavesOutWhatIsMissing() {
    Group seattle = Weather.SERIES.groups().getFirst();
    double[] values = IntStream.range(0, 500).mapToDouble(t -> seattle.value(1, t)).toArray();
    values[200] = Double.NaN;
    Group holed = Group.withMissing("a", TimeAxis.days(LocalDate.of(2012, 1, 1), 500), values);
    Series series = Series.of(List.of("x"), List.of(holed));
    Baseline linear = Baseline.linearAutoregression(series, "x", 2);
    Windows windows = series.windows(Window.of(1, 2).target("x"));
    assertThat(linear.forecast(after(windows, LocalDate.of(2012, 8, 2))).point(0, 2))
        .isBetween(0.0, 40.0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> linear.forecast(after(windows, LocalDate.of(2012, 7, 25))))
        .withMessageContaining("linear AR(14) meets a missing value on 2012-07-25 in group a");
  }

  private static Windows after(Windows windows, LocalDate first) {
    return windows.within(first, LocalDate.MAX);
  }
}
