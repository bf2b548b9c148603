package dev.sluice.tasks.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.nn.GruTrace;
import dev.sluice.core.nn.LstmSpec;
import dev.sluice.core.stream.StreamingMode;
import dev.sluice.tasks.series.Weather;
import dev.sluice.tasks.series.Windows;
import org.junit.jupiter.api.Test;

/// The gates of one window are of that window, step by step.
class ForecastTraceTest {
  @Test
  void showsTheStepsOfTheWindow() {
    ForecastModel model = Models.gru(StreamingMode.SLIDING);
    Windows windows = Weather.split(Models.WINDOW).validation();
    GruTrace trace = model.trace(windows, 3).orElseThrow();
    assertThat(trace.layers()).hasSize(2);
    assertThat(trace.update().lengths().rows()).isEqualTo(Models.WINDOW.context());
    for (GruTrace.Layer layer : trace.layers()) {
      float[][] z = layer.update().sequence(0);
      float[][] n = layer.candidate().sequence(0);
      float[][] h = layer.hidden().sequence(0);
      for (int t = 1; t < z.length; t++) {
        for (int u = 0; u < 5; u++) {
          float expected = Math.fma(z[t][u], n[t][u] - h[t - 1][u], h[t - 1][u]);
          assertThat(h[t][u]).isEqualTo(expected);
        }
      }
    }
  }

  /// The window one day later sees the same days but one: its gates at these days differ only by
  /// what is remembered.
  @Test
  void belongsToItsOwnWindow() {
    ForecastModel model = Models.gru(StreamingMode.SLIDING);
    Windows windows = Weather.split(Models.WINDOW).validation();
    float[][] third = first(model, windows, 3);
    assertThat(first(model, windows, 3)).isDeepEqualTo(third);
    assertThat(first(model, windows, 4)[0]).isNotEqualTo(third[0]);
    Windows others = windows.within(windows.origin(3), windows.lastTarget(9));
    assertThat(first(model, others, 0)).isDeepEqualTo(third);
  }

  /// z of the first layer.
  private static float[][] first(ForecastModel model, Windows windows, int i) {
    return model.trace(windows, i).orElseThrow().layers().getFirst().update().sequence(0);
  }

  @Test
  void otherCellsHaveNone() {
    ForecastModel lstm =
        Models.trained(Models.WINDOW, inputs -> LstmSpec.of(inputs, 3), StreamingMode.SLIDING, 1)
            .freeze();
    assertThat(lstm.trace(Weather.split(Models.WINDOW).validation(), 0)).isEmpty();
  }
}
