package dev.sluice.tasks.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.tasks.series.Group;
import dev.sluice.tasks.series.Series;
import dev.sluice.tasks.series.TimeAxis;
import dev.sluice.tasks.series.WideCsv;
import dev.sluice.tasks.series.Window;
import dev.sluice.tasks.series.Windows;
import dev.sluice.testing.SharedData;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class M4ScoreTest {
  private static final TimeAxis AXIS = TimeAxis.days(LocalDate.parse("2020-01-01"), 7);

  /// Season 2, origin 4: the changes over a season are 2, 3, 4 in a and 0, 0, 1 in b.
  private static final Series SERIES =
      Series.of(
          List.of("x"),
          List.of(
              Group.of("a", AXIS, new double[] {1, 5, 3, 8, 7, 10, 30}),
              Group.of("b", AXIS, new double[] {4, 6, 4, 6, 5, 0, 8})));

  private static Windows windows() {
    Windows all = SERIES.windows(Window.of(2, 2).target("x"));
    return all.subset(3, 7);
  }

  @Test
  void theMeasuresComputedByHand() {
    double[][][] said = {{{9, 10, 11}, {9, 10, 11}}, {{0, 0, 1}, {10, 12, 14}}};
    M4Score score = M4Score.of(Forecasts.of("by hand", "x", windows(), said), 2);
    assertThat(windows().originIndex(1)).isEqualTo(4);
    // 0 of 10; 200·20/40 of 30; 0 where both are 0; 200·4/20 of 8
    assertThat(score.smape()).isCloseTo((0 + 100 + 0 + 40) / 4.0, within(1e-12));
    // a: mean error 10 by mean change 3; b: mean error 2 by mean change 1/3
    assertThat(score.mase()).isCloseTo((10 / 3.0 + 2 * 3) / 2, within(1e-12));
    assertThat(score.coverage()).isEqualTo(0.5);
    assertThat(score.windows()).isEqualTo(2);
    assertThat(score).hasToString("sMAPE 35.000, MASE 4.6667, 50.0 % inside, 2 windows");
  }

  @Test
  void aSeriesThatOnlyRepeatsHasNoScale() {
    double[][][] said = {{{9, 10, 11}, {9, 10, 11}}, {{0, 0, 1}, {10, 12, 14}}};
    Forecasts forecasts = Forecasts.of("by hand", "x", windows(), said);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> M4Score.of(forecasts, 5))
        .withMessageContaining("changes of group a over a season of 5 steps; up to its step 4");
  }

  /// The competition's own numbers for seasonal-naive are 13.91 and 1.19.
  @Test
  void seasonalNaiveIsAsPublished() {
    Path file = SharedData.require("data/ts-m4/Hourly-train.csv");
    Map<String, double[]> train = WideCsv.read(file);
    Map<String, double[]> test = WideCsv.read(file.resolveSibling("Hourly-test.csv"));
    List<Group> groups = new ArrayList<>();
    train.forEach((name, seen) -> {
      double[] whole = Arrays.copyOf(seen, seen.length + M4Hourly.HORIZON);
      System.arraycopy(test.get(name), 0, whole, seen.length, M4Hourly.HORIZON);
      groups.add(M4Hourly.group(name, whole));
    });
    var split = M4Hourly.split(groups);
    M4Score score =
        M4Score.of(M4Hourly.baselines(split).get(1).forecast(split.test()), M4Hourly.SEASON);
    assertThat(score.windows()).isEqualTo(414);
    assertThat(score.smape()).isCloseTo(13.912, within(5e-4));
    assertThat(score.mase()).isCloseTo(1.1932, within(5e-5));
  }
}
