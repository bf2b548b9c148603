package dev.sluice.tasks.forecast;

import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.stream.StreamingMode;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.series.Calendar;
import dev.sluice.tasks.series.FeatureEncoder;
import dev.sluice.tasks.series.GroupCoding;
import dev.sluice.tasks.series.Scaling;
import dev.sluice.tasks.series.Weather;
import dev.sluice.tasks.series.Window;
import dev.sluice.tasks.series.WindowSplit;
import dev.sluice.tasks.series.Windows;
import dev.sluice.train.loop.Trainer;
import dev.sluice.train.optim.Adam;
import java.util.function.IntFunction;

/// Small models, trained for a moment so that no number is 0.
final class Models {
  /// Two inputs, three days ahead of two targets.
  static final Window WINDOW =
      Window.of(10, 3)
          .target("temp_max", "wind")
          .inputs("temp_max", "wind")
          .calendar(new Calendar(2, 0, 0))
          .groups(GroupCoding.ONE_HOT)
          .scaling(Scaling.TARGET_PER_GROUP);

  private Models() {}

  static ForecastModel gru(StreamingMode mode) {
    return trained(WINDOW, inputs -> GruSpec.of(inputs, 5).layers(2), mode, 1).freeze();
  }

  static Forecaster trained(
      Window window, IntFunction<RecurrentSpec<?>> cell, StreamingMode mode, int threads) {
    WindowSplit split = Weather.split(window);
    FeatureEncoder encoder = split.encoder();
    ForecastSpec spec =
        ForecastSpec.of(encoder, cell.apply(encoder.inputSize())).straightSteps(4).streaming(mode);
    Forecaster network = Forecaster.create(spec, Seed.of(3));
    Windows some =
        split.train().within(Weather.VALIDATION_FROM.minusDays(60), Weather.VALIDATION_FROM);
    Trainer.of(network)
        .optimizer(Adam.rate(1e-2))
        .epochs(2)
        .batchSize(16)
        .threads(threads)
        .fit(network.data(some));
    return network;
  }
}
