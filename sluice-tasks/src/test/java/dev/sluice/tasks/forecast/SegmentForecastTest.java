package dev.sluice.tasks.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.core.model.Overwrite;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.stream.State;
import dev.sluice.core.stream.StreamingMode;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.series.Calendar;
import dev.sluice.tasks.series.FeatureEncoder;
import dev.sluice.tasks.series.Group;
import dev.sluice.tasks.series.Weather;
import dev.sluice.tasks.series.Window;
import dev.sluice.tasks.series.WindowSplit;
import dev.sluice.tasks.series.Windows;
import dev.sluice.train.loop.Trainer;
import dev.sluice.train.optim.Adam;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A network over segments as a model: trained, stored, streamed.
class SegmentForecastTest {
  private static final Window WINDOW =
      Window.of(12, 7)
          .target("wind", "temp_max")
          .inputs("temp_max", "wind")
          .calendar(Calendar.NONE)
          .logs("wind");
  private static final GruSpec CELL = GruSpec.pytorch(6, 5);

  @TempDir private Path directory;

  private static Forecaster trained(Output output) {
    WindowSplit split = Weather.split(WINDOW);
    ForecastSpec spec =
        ForecastSpec.segments(split.encoder(), CELL, 4).straightSteps(10).output(output);
    Forecaster network = Forecaster.create(spec, Seed.of(3));
    Trainer.of(network).optimizer(Adam.rate(1e-2)).epochs(1).fit(network.data(split.train()));
    return network;
  }

  @ParameterizedTest
  @EnumSource
  void aStreamSaysWhatTheLoadedModelSaysOfItsWindows(Output output) {
    Path target = directory.resolve("model");
    trained(output).freeze().save(target, Overwrite.REFUSE);
    ForecastModel model = ForecastModel.load(target);
    Group city = Weather.SERIES.groups().get(1);
    LocalDateTime first = city.axis().at(100);
    Windows windows =
        Weather.SERIES.windows(WINDOW).ofGroup(city.name()).within(first, first.plusDays(40));
    Forecasts whole = model.forecast(windows, "wind");
    ForecastStepper stepper = model.stepper();
    State state = stepper.zeroState();
    int context = WINDOW.context();
    double[][] rows = new double[context + 10][];
    int begin = windows.originIndex(0) - context + 1;
    for (int i = 0; i < rows.length; i++) {
      double temperature = city.value(Weather.SERIES.column("temp_max"), begin + i);
      rows[i] = new double[] {temperature, city.value(Weather.SERIES.column("wind"), begin + i)};
      Forecast streamed = stepper.next(city.name(), city.axis().at(begin + i), rows[i], state);
      double[][] seen = Arrays.copyOf(rows, i + 1);
      assertThat(streamed).isEqualTo(model.predict(city.name(), city.axis().at(begin), seen));
      int window = i - context + 1;
      for (int ahead = 1; window >= 0 && ahead <= WINDOW.horizon(); ahead++) {
        assertThat(streamed.of("wind", ahead))
            .containsExactly(
                whole.lower(window, ahead), whole.point(window, ahead), whole.upper(window, ahead));
      }
    }
  }

  @Test
  void trainingLowersTheErrorBelowTheLastValues() {
    WindowSplit split = Weather.split(WINDOW);
    ForecastModel model = trained(Output.MEAN).freeze();
    Forecasts ours = model.forecast(split.validation(), "temp_max");
    Baseline naive = Baseline.naive(split.trainingRows(), "temp_max", WINDOW.horizon());
    assertThat(ForecastMetrics.of(ours, "Seattle").rmse())
        .isLessThan(ForecastMetrics.of(naive.forecast(split.validation()), "Seattle").rmse());
  }

  @Test
  void whatDoesNotFitIsRefused() {
    FeatureEncoder encoder = Weather.split(WINDOW).encoder();
    ForecastSpec spec = ForecastSpec.segments(encoder, CELL, 4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec.streaming(StreamingMode.CARRIED))
        .withMessageContaining("StreamingMode.SLIDING");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec.straightSteps(13))
        .withMessageContaining("the straight path takes 0 to 12 steps, the context, not 13");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ForecastSpec.segments(encoder, CELL, 5))
        .withMessageContaining("12 steps is no whole number of segments of 5 steps; take 10 or 15");
    FeatureEncoder blind = Weather.split(WINDOW.inputs("temp_max")).encoder();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ForecastSpec.segments(blind, CELL, 4))
        .withMessageContaining("wind is no input");
  }
}
