package dev.sluice.tasks.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.series.ColumnScale;
import dev.sluice.tasks.series.FeatureEncoder;
import dev.sluice.tasks.series.Group;
import dev.sluice.tasks.series.WindowSplit;
import dev.sluice.tasks.series.Windows;
import dev.sluice.testing.RandomSeed;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The recipe, on series that repeat by the day and the week, their levels from 10 to a million.
class M4HourlyTest {
  private static final int SERIES = 6;
  private static final WindowSplit SPLIT = M4Hourly.split(series());

  private static List<Group> series() {
    Random noise = new Random(RandomSeed.forClass(M4HourlyTest.class));
    return IntStream.range(0, SERIES).mapToObj(s -> series(s, noise)).toList();
  }

  private static Group series(int s, Random noise) {
    double[] values = new double[660 + 5 * s];
    for (int t = 0; t < values.length; t++) {
      double weekend = (t / 24 + s) % 7 >= 5 ? 0.3 : 1;
      double log = weekend * Math.sin(2 * Math.PI * (t + 5 * s) / 24) + 0.1 * noise.nextGaussian();
      values[t] = 10 * Math.pow(10, s) * Math.exp(log);
    }
    return M4Hourly.group("H" + s, values);
  }

  @Test
  void everySeriesHasAScaleOfItsOwn() {
    assertThat(SPLIT.test().size()).isEqualTo(SERIES);
    FeatureEncoder encoder = M4Hourly.encoder(SPLIT.trainingRows());
    for (int s = 0; s < SERIES; s++) {
      Group rows = SPLIT.trainingRows().groups().get(s);
      ColumnScale scale = encoder.normaliser().scale("value", rows.name());
      double mean = 0;
      double squares = 0;
      double change = 0;
      for (int t = 0; t < rows.length(); t++) {
        double log = Math.log(rows.value(0, t));
        mean += log / rows.length();
        squares += log * log / rows.length();
        double daily = t < 24 ? 0 : Math.abs(log - Math.log(rows.value(0, t - 24)));
        change += daily / (rows.length() - 24);
      }
      assertThat(scale.mean()).isCloseTo(mean, within(1e-9));
      double deviation = Math.sqrt(squares - mean * mean);
      assertThat(scale.deviation()).isCloseTo(Math.sqrt(deviation * change), within(1e-9));
    }
  }

  @Test
  void afterAShortTrainingItIsFarBelowSeasonalNaive() {
    var training =
        new SegmentTraining(
            8, 24, 336, Architecture.Place.POSITION, Output.QUANTILES, 0.1, 2e-2, 25, 256, 0.9);
    Windows validation = M4Hourly.validation(SPLIT);
    assertThat(validation.size()).isEqualTo(6 * SERIES);
    Forecaster network = training.forecaster(M4Hourly.encoder(SPLIT.trainingRows()), Seed.of(1));
    try (Workspace workspace = Workspace.threads(1)) {
      training
          .trainer(network, Seed.of(2))
          .workspace(workspace)
          .fit(training.data(network, SPLIT.train()), network.data(validation));
      ForecastModel model = network.freeze().calibrated(validation, workspace);
      M4Score ours = M4Score.of(model.forecast(SPLIT.test()), M4Hourly.SEASON);
      Baseline seasonal = M4Hourly.baselines(SPLIT).get(1);
      M4Score naive = M4Score.of(seasonal.forecast(SPLIT.test()), M4Hourly.SEASON);
      assertThat(ours.smape()).isLessThan(0.8 * naive.smape());
      assertThat(ours.mase()).isLessThan(0.8 * naive.mase());
      assertThat(ours.coverage()).isBetween(0.5, 1.0);
    }
  }
}
