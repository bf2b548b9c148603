package dev.sluice.tasks.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.model.ModelException;
import dev.sluice.core.model.Overwrite;
import dev.sluice.core.model.RecurrentModel;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.LstmSpec;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.nn.RnnSpec;
import dev.sluice.core.stream.StreamingMode;
import dev.sluice.tasks.series.Calendar;
import dev.sluice.tasks.series.FeatureEncoder;
import dev.sluice.tasks.series.Weather;
import dev.sluice.tasks.series.Window;
import dev.sluice.tasks.series.Windows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Saving, loading, and that training decides every byte.
class ForecastModelTest {
  private static final List<String> FILES =
      List.of("config.json", "model.safetensors", "README.md");

  @TempDir private Path directory;

  private static Windows some(Window window) {
    return Weather.split(window)
        .validation()
        .within(Weather.VALIDATION_FROM, Weather.VALIDATION_FROM.plusDays(40));
  }

  private static void assertSameForecasts(ForecastModel actual, ForecastModel expected) {
    Windows windows = some(expected.window());
    for (String target : expected.window().targets()) {
      Forecasts a = actual.forecast(windows, target);
      Forecasts b = expected.forecast(windows, target);
      for (int i = 0; i < windows.size(); i++) {
        for (int ahead = 1; ahead <= expected.spec().horizon(); ahead++) {
          assertThat(a.lower(i, ahead)).isEqualTo(b.lower(i, ahead)).isLessThan(a.point(i, ahead));
          assertThat(a.point(i, ahead)).isEqualTo(b.point(i, ahead));
          assertThat(a.upper(i, ahead)).isEqualTo(b.upper(i, ahead));
        }
      }
    }
  }

  @Test
  void aLoadedModelSaysTheSame() {
    for (StreamingMode mode : StreamingMode.values()) {
      Path target = directory.resolve(mode.name());
      ForecastModel model = Models.gru(mode);
      model.save(target, Overwrite.REFUSE);
      ForecastModel loaded = ForecastModel.load(target);
      assertThat(loaded.spec().streaming()).isEqualTo(mode);
      assertThat(loaded.fingerprint()).isEqualTo(model.fingerprint());
      assertThat(loaded.card()).isEqualTo(model.card());
      assertThat(loaded.spec().toString()).isEqualTo(model.spec().toString());
      assertSameForecasts(loaded, model);
    }
  }

  @Test
  void everyCellMayForecast() {
    List<IntFunction<RecurrentSpec<?>>> cells =
        List.of(
            inputs -> GruSpec.pytorch(inputs, 4),
            inputs -> LstmSpec.of(inputs, 4).layers(2),
            inputs -> RnnSpec.of(inputs, 4));
    for (IntFunction<RecurrentSpec<?>> cell : cells) {
      ForecastModel model = Models.trained(Models.WINDOW, cell, StreamingMode.SLIDING, 1).freeze();
      Path target = directory.resolve(model.spec().method());
      model.save(target, Overwrite.REFUSE);
      assertSameForecasts(ForecastModel.load(target), model);
    }
  }

  @Test
  void nothingNeedBeKnownOfTheYearOrTheGroup() {
    Window window = Window.of(6, 2).target("wind").calendar(Calendar.NONE);
    ForecastModel model =
        Models.trained(window, in -> GruSpec.of(in, 3), StreamingMode.CARRIED, 1).freeze();
    model.save(directory.resolve("plain"), Overwrite.REFUSE);
    assertSameForecasts(ForecastModel.load(directory.resolve("plain")), model);
    assertThat(
            model
                .stepper()
                .next("Seattle", Weather.TEST_FROM, new double[4], model.stepper().zeroState())
                .horizon())
        .isEqualTo(2);
  }

  @Test
  void theSameTrainingGivesTheSameBytes() throws IOException {
    for (int i = 0; i < 3; i++) {
      Models.trained(Models.WINDOW, in -> GruSpec.of(in, 5), StreamingMode.SLIDING, i < 2 ? 1 : 2)
          .freeze()
          .save(directory.resolve("run" + i), Overwrite.REFUSE);
    }
    for (String file : FILES) {
      byte[] first = Files.readAllBytes(directory.resolve("run0").resolve(file));
      assertThat(Files.readAllBytes(directory.resolve("run1").resolve(file))).isEqualTo(first);
      assertThat(Files.readAllBytes(directory.resolve("run2").resolve(file))).isEqualTo(first);
    }
  }

  @Test
  void aFrozenModelStaysWhenTrainingGoesOn() {
    Forecaster network =
        Models.trained(Models.WINDOW, in -> GruSpec.of(in, 5), StreamingMode.SLIDING, 1);
    ForecastModel model = network.freeze();
    ForecastModel twin = network.freeze();
    float[] values = network.parameters().values();
    java.util.Arrays.fill(values, 0.5f);
    assertSameForecasts(model, twin);
    assertThat(network.freeze().fingerprint()).isNotEqualTo(model.fingerprint());
  }

  @Test
  void theCardSaysWhatPeopleAsk() {
    ForecastModel model =
        Models.gru(StreamingMode.SLIDING)
            .withCard(new ForecastCard("the data", "the results", "the command"));
    assertThat(model.card())
        .contains("# temp_max, wind, 3 days ahead", "the data", "the results", "the command")
        .contains("GruSpec[");
  }

  @Test
  void anExistingModelIsKeptUnlessToldOtherwise() {
    ForecastModel model = Models.gru(StreamingMode.SLIDING);
    model.save(directory.resolve("model"), Overwrite.REFUSE);
    assertThatThrownBy(() -> model.save(directory.resolve("model"), Overwrite.REFUSE))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("exists");
    model.save(directory.resolve("model"), Overwrite.REPLACE);
  }

  @Test
  void aModelOfAnotherTaskIsRefused() {
    ForecastModel model = Models.gru(StreamingMode.SLIDING);
    Path target = directory.resolve("bare");
    dev.sluice.core.nn.Gru gru =
        dev.sluice.core.nn.Gru.create(
            GruSpec.of(3, 4),
            dev.sluice.core.autodiff.Parameters.initialised(dev.sluice.core.tensor.Seed.of(1))
                .root());
    RecurrentModel.freeze(gru).save(target, Overwrite.REFUSE);
    assertThatThrownBy(() -> ForecastModel.load(target))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("task \"recurrent\"")
        .hasMessageContaining(target.toString());
    assertThatThrownBy(() -> ForecastModel.load(directory.resolve("none")))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("does not exist");
    assertThat(model.size()).isPositive();
  }

  @Test
  void whatDoesNotFitIsSaid() {
    ForecastModel model = Models.gru(StreamingMode.SLIDING);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.forecast(some(Models.WINDOW), "temp_min"))
        .withMessageContaining("does not forecast temp_min");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.forecast(some(Weather.WINDOW)))
        .withMessageContaining("the encoder was made for");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.predict("Seattle", Weather.TEST_FROM))
        .withMessageContaining("at least one step");
    FeatureEncoder encoder = model.spec().encoder();
    GruSpec cell = GruSpec.of(encoder.inputSize(), 4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ForecastSpec.of(encoder, GruSpec.of(3, 4)))
        .withMessageContaining("inputSize 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ForecastSpec.of(encoder, cell).straightSteps(11))
        .withMessageContaining("0 to 10");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ForecastSpec.of(encoder, cell).dropout(1))
        .withMessageContaining("[0,1)");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ForecastSpec.of(encoder, cell.direction(dev.sluice.core.nn.Direction.BOTH)))
        .withMessageContaining("FORWARD");
  }
}
