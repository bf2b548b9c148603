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
import dev.sluice.tasks.series.Group;
import dev.sluice.tasks.series.Series;
import dev.sluice.tasks.series.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Models that have learnt nothing, but compute.
final class TestModels {
  private TestModels() {}

  /// A bare stack.
  static RecurrentModel stack(RecurrentSpec<?> spec) {
    return RecurrentModel.freeze(Recurrent.create(spec, Parameters.initialised(Seed.of(5)).root()));
  }

  /// A forecaster of the bundled weather.
  static ForecastModel weather(Window window, int hidden, int layers, StreamingMode mode) {
    return forecaster(FeatureEncoder.fit(Series.bundledWeather(), window), hidden, layers, mode);
  }

  /// A forecaster of both temperatures of the bundled weather, over segments of 2 days.
  static ForecastModel segments() {
    Window window = Window.of(6, 2).target("temp_min", "temp_max").inputs("temp_max", "temp_min");
    FeatureEncoder encoder = FeatureEncoder.fit(Series.bundledWeather(), window);
    return Forecaster.create(ForecastSpec.segments(encoder, GruSpec.of(4, 3), 2), Seed.of(7))
        .freeze();
  }

  /// A forecaster of temp_max, which is called `name`.
  static ForecastModel weatherAs(String name) {
    Series weather = Series.bundledWeather();
    int column = weather.column("temp_max");
    List<Group> groups = new ArrayList<>();
    for (Group group : weather.groups()) {
      double[] values = new double[group.length()];
      Arrays.setAll(values, t -> group.value(column, t));
      groups.add(Group.of(group.name(), group.axis(), values));
    }
    Series renamed = Series.of(List.of(name), groups);
    Window window = Window.of(5, 2).target(name);
    return forecaster(FeatureEncoder.fit(renamed, window), 3, 1, StreamingMode.SLIDING);
  }

  private static ForecastModel forecaster(
      FeatureEncoder encoder, int hidden, int layers, StreamingMode mode) {
    GruSpec cell = GruSpec.of(encoder.inputSize(), hidden).layers(layers);
    ForecastSpec spec = ForecastSpec.of(encoder, cell).streaming(mode);
    return Forecaster.create(spec, Seed.of(7)).freeze();
  }
}
