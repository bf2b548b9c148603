package dev.sluice.cli.stream;

import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.model.RecurrentModel;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.stream.StreamingMode;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.forecast.ForecastModel;
import dev.sluice.tasks.forecast.ForecastSpec;
import dev.sluice.tasks.forecast.Forecaster;
import dev.sluice.tasks.series.FeatureEncoder;
import dev.sluice.tasks.series.Series;
import dev.sluice.tasks.series.Window;

/// Models that have learnt nothing, but compute.
final class TestModels {
  private TestModels() {}

  /// A bare stack.
  static RecurrentModel stack(RecurrentSpec<?> spec) {
    return RecurrentModel.freeze(
        Recurrent.create(spec, Parameters.initialised(Seed.of(5)).root()));
  }

  /// A forecaster of the bundled weather.
  static ForecastModel weather(Window window, int hidden, int layers, StreamingMode mode) {
    FeatureEncoder encoder = FeatureEncoder.fit(Series.bundledWeather(), window);
    GruSpec cell = GruSpec.of(encoder.inputSize(), hidden).layers(layers);
    ForecastSpec spec = ForecastSpec.of(encoder, cell).streaming(mode);
    return Forecaster.create(spec, Seed.of(7)).freeze();
  }
}
