package dev.sluice.tasks.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.tasks.series.Group;
import dev.sluice.tasks.series.Series;
import dev.sluice.tasks.series.TimeAxis;
import dev.sluice.tasks.series.Weather;
import dev.sluice.tasks.series.Window;
import dev.sluice.tasks.series.WindowSplit;
import dev.sluice.tasks.series.Windows;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForecastTableTest {
  private static final Windows WINDOWS =
      Series.of(
              List.of("x"),
              List.of(
                  Group.of(
                      "a", TimeAxis.days(LocalDate.of(2020, 1, 1), 4), new double[] {1, 2, 4, 8})))
          .windows(Window.of(1, 2).target("x"));

  /// Truths: 2 4 and 4 8.
  private static Forecasts forecasts(double width) {
    return Forecasts.of(
        "flat",
        "x",
        WINDOWS,
        new double[][][] {
          {{3 - width, 3, 3 + width}, {3 - width, 3, 3 + width}},
          {{3 - width, 3, 3 + width}, {3 - width, 3, 3 + width}}
        });
  }

  @Test
  void metricsAreMeansOverWindowsAndDays() {
    ForecastMetrics all = ForecastMetrics.of(forecasts(1), "a");
    assertThat(all.count()).isEqualTo(4);
    assertThat(all.mae()).isEqualTo((1 + 1 + 1 + 5) / 4.0);
    assertThat(all.rmse()).isCloseTo(Math.sqrt((1 + 1 + 1 + 25) / 4.0), within(1e-12));
    assertThat(all.coverage()).isEqualTo(0.75); // ends belong to the interval
    ForecastMetrics second = ForecastMetrics.ofStep(forecasts(1), "a", 2);
    assertThat(second).isEqualTo(new ForecastMetrics(2, 3, Math.sqrt(13), 0.5));
  }

  @Test
  void forecastsAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> forecasts(-1))
        .withMessageContaining("lower ≤ upper");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> forecasts(Double.NaN))
        .withMessageContaining("flat: forecast 0, step 1 is [NaN, 3.0, NaN]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Forecasts.of("none", "x", WINDOWS, new double[0][][]))
        .withMessageContaining("0 forecasts for 2 windows");
  }

  @Test
  void theDemoTable() {
    WindowSplit split = Weather.split(Weather.WINDOW);
    List<Forecasts> methods =
        WeatherDemo.baselines(split.rowsBeforeTest()).stream()
            .map(b -> b.forecast(split.test()))
            .toList();
    assertThat(ForecastTable.of("°C", methods))
        .isEqualTo(
            """
            temp_max (°C), 1 to 7 days ahead: 586 forecasts of 2 groups, issued 2015-03-07 to 2015-12-24
                             Seattle                          New York
            method              MAE   RMSE  in 80 %   day 7      MAE   RMSE  in 80 %   day 7
            naive              3.57   4.59     79 %    3.94     3.64   4.69     85 %    3.89
            seasonal-naive     3.83   4.93     82 %    3.83     4.37   5.46     77 %    4.40
            linear AR(14)      2.77   3.52     78 %    2.88     2.97   3.84     81 %    3.09
            """);
  }

  @Test
  void differentWindowsAreNotCompared() {
    Forecasts one = forecasts(1);
    Windows others = WINDOWS.within(LocalDate.of(2020, 1, 2), LocalDate.MAX);
    Forecasts other = Forecasts.of("b", "x", others, new double[][][] {{{0, 0, 0}, {0, 0, 0}}});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ForecastTable.of("m", List.of(one, other)))
        .withMessageContaining("cannot be compared");
    assertThatIllegalArgumentException().isThrownBy(() -> ForecastTable.of("m", List.of()));
  }
}
