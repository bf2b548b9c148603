package dev.sluice.tasks.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.tasks.series.Group;
import dev.sluice.tasks.series.Series;
import dev.sluice.tasks.series.Weather;
import dev.sluice.tasks.series.WindowSplit;
import dev.sluice.tasks.series.Windows;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The marks the network is held against: `temp_max`, forecasts issued in the last 300 days, 293
/// per city, errors averaged over 1 to 7 days ahead. Reference: NumPy 2.4.6 (`linalg.lstsq`,
/// `quantile`) from the formulas in the Javadoc, in a program that shares nothing with this one.
class BaselineTest {
  private static final WindowSplit SPLIT = Weather.split(Weather.WINDOW);
  private static final List<Forecasts> FORECASTS =
      Baseline.all(SPLIT.rowsBeforeTest(), "temp_max", 7).stream()
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
    List<Baseline> baselines = Baseline.all(spoilt.rowsBeforeTest(), "temp_max", 7);
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
    Baseline seasonal = Baseline.seasonalNaive(SPLIT.rowsBeforeTest(), "temp_max", 7);
    Windows all = Weather.SERIES.windows(Weather.WINDOW);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> seasonal.forecast(all))
        .withMessageContaining("seasonal-naive cannot forecast 1 days ahead on 2012-01-28");
    // Origin 2012-12-30: day 1 is 2012-12-31, 365 days after the first day of the series.
    Windows later = all.within(LocalDate.of(2012, 12, 30), LocalDate.MAX);
    assertThat(seasonal.forecast(later).point(0, 1))
        .isEqualTo(Weather.SERIES.groups().get(0).value(1, 0));
  }

  @Test
  void historyThatIsTooShortIsRefused() {
    Series month = Weather.SERIES.before(LocalDate.of(2012, 2, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Baseline.seasonalNaive(month, "temp_max", 7))
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
        .withMessageContaining("3 days ahead, the windows want 7");
    Series seattle = Series.of(Weather.SERIES.columns(), Weather.SERIES.groups().subList(0, 1));
    Baseline one = Baseline.naive(seattle, "temp_max", 7);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> one.forecast(SPLIT.test()))
        .withMessageContaining("not fitted to group New York");
  }
}
