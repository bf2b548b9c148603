package dev.sluice.tasks.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.model.Overwrite;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.forecast.Evaluation.Settings;
import dev.sluice.tasks.forecast.Evaluation.Unit;
import dev.sluice.tasks.series.ColumnScale;
import dev.sluice.tasks.series.FeatureEncoder;
import dev.sluice.tasks.series.GroupCoding;
import dev.sluice.tasks.series.Scaling;
import dev.sluice.tasks.series.Series;
import dev.sluice.tasks.series.Window;
import dev.sluice.tasks.series.WindowSplit;
import dev.sluice.tasks.series.Windows;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An evaluation adds up what [Forecasts] and [ForecastMetrics] say one by one.
class EvaluationTest {
  private static final int HORIZON = 3;
  private static final List<String> TARGETS = List.of("temp_max", "wind");
  private static final WindowSplit SPLIT =
      Series.bundledWeather()
          .windows(
              Window.of(9, HORIZON)
                  .target("temp_max", "wind")
                  .inputs("temp_min", "temp_max", "wind")
                  .groups(GroupCoding.ONE_HOT)
                  .scaling(Scaling.TARGET_PER_GROUP))
          .splitByFractions(0.7, 0.1, 0.2);
  private static final ForecastModel MODEL = model();

  /// Not trained: its errors are large and of all signs.
  private static ForecastModel model() {
    FeatureEncoder encoder = SPLIT.encoder();
    return Forecaster.create(
            ForecastSpec.of(encoder, GruSpec.of(encoder.inputSize(), 5)), Seed.of(4))
        .freeze();
  }

  @Test
  void theNetworkIsTheModelsForecasts() {
    Evaluation raw = Evaluation.of(MODEL, SPLIT.test(), Settings.STANDARDISED.unit(Unit.OF_FILE));
    for (String target : TARGETS) {
      Forecasts forecasts = MODEL.forecast(SPLIT.test(), target);
      for (String group : raw.groups()) {
        sameNumbers(
            raw.sum(raw.network(), Evaluation.Part.EVERY_STEP, List.of(group), List.of(target)),
            ForecastMetrics.of(forecasts, group));
        sameNumbers(
            raw.sum(raw.network(), Evaluation.Part.LAST_STEP, List.of(group), List.of(target)),
            ForecastMetrics.ofStep(forecasts, group, HORIZON));
      }
    }
  }

  @Test
  void baselinesAreThoseWithIntervals() {
    Evaluation raw = Evaluation.of(MODEL, SPLIT.test(), Settings.STANDARDISED.unit(Unit.OF_FILE));
    assertThat(raw.methods()).containsExactly("naive", "seasonal-naive", "drift", "GRU");
    for (Baseline baseline : Baseline.all(SPLIT.rowsBeforeTest(), "wind", HORIZON, 7)) {
      ForecastMetrics expected = ForecastMetrics.of(baseline.forecast(SPLIT.test()), "New York");
      ForecastMetrics actual =
          raw.sum(
              baseline.name(), Evaluation.Part.EVERY_STEP, List.of("New York"), List.of("wind"));
      assertThat(actual.mae()).isCloseTo(expected.mae(), within(1e-12));
      assertThat(actual.rmse()).isCloseTo(expected.rmse(), within(1e-12));
      assertThat(actual.coverage()).isNaN();
    }
  }

  /// A deviation for each target and group, then the mean over everything.
  @Test
  void standardisedErrorsAreDividedByTheDeviationsOfTraining() {
    Evaluation raw = Evaluation.of(MODEL, SPLIT.test(), Settings.STANDARDISED.unit(Unit.OF_FILE));
    Evaluation standardised = Evaluation.of(MODEL, SPLIT.test(), Settings.STANDARDISED);
    for (String method : raw.methods()) {
      double mse = 0;
      double mae = 0;
      for (String group : raw.groups()) {
        for (String target : TARGETS) {
          ForecastMetrics one =
              raw.sum(method, Evaluation.Part.EVERY_STEP, List.of(group), List.of(target));
          ColumnScale scale = MODEL.spec().encoder().normaliser().scale(target, group);
          mse += one.mse() / (scale.deviation() * scale.deviation()) / 4;
          mae += one.mae() / scale.deviation() / 4;
        }
      }
      assertThat(standardised.all(method).mse()).isCloseTo(mse, within(1e-9));
      assertThat(standardised.all(method).mae()).isCloseTo(mae, within(1e-9));
    }
    assertThat(standardised.all("GRU").coverage()).isEqualTo(raw.all("GRU").coverage());
    assertThat(standardised.all("GRU").count())
        .isEqualTo((long) SPLIT.test().size() * HORIZON * TARGETS.size());
  }

  @Test
  void threadsChangeNothing() {
    AtomicInteger done = new AtomicInteger();
    Evaluation one = Evaluation.of(MODEL, SPLIT.test(), Settings.STANDARDISED, done::set);
    assertThat(done).hasValue(SPLIT.test().size());
    Evaluation two = Evaluation.of(MODEL, SPLIT.test(), Settings.STANDARDISED.threads(2));
    assertThat(two.all("GRU")).isEqualTo(one.all("GRU"));
    assertThat(two.ofTarget("GRU", "wind")).isEqualTo(one.ofTarget("GRU", "wind"));
  }

  @Test
  void aBaselineThatLacksAPastIsLeftOut() {
    Evaluation early =
        Evaluation.of(MODEL, SPLIT.train(), Settings.STANDARDISED.season(OptionalInt.of(365)));
    assertThat(early.methods()).containsExactly("naive", "drift", "GRU");
    assertThat(early.leftOut())
        .containsExactly("seasonal-naive: on 2012-01-09 values are missing before it");
  }

  @Test
  void whatIsNotThereIsRefused() {
    Evaluation test = Evaluation.of(MODEL, SPLIT.test(), Settings.STANDARDISED);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> test.all("ARIMA"))
        .withMessageContaining("no method ARIMA");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> test.ofTarget("GRU", "temp_min"))
        .withMessageContaining("temp_min is not forecast");
    Windows none = SPLIT.test().subset();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Evaluation.of(MODEL, none, Settings.STANDARDISED));
  }

  @Test
  void manyBlocksBecomeOne() {
    String table = ForecastTable.of(Evaluation.of(MODEL, SPLIT.test(), Settings.STANDARDISED));
    assertThat(table)
        .startsWith("temp_max, wind (standardised), 1 to 3 days ahead: ")
        .contains("2 groups together")
        .containsPattern("(?m)^method +MAE +MSE +in 80 % +day 3$")
        .containsPattern("(?m)^naive +0\\.\\d{3} +\\d\\.\\d{3} +\\d\\.\\d{3}$");
  }

  @Test
  void furtherFilesGoWithTheModel(@TempDir Path folder) {
    byte[] content = "{}\n".getBytes(StandardCharsets.UTF_8);
    ForecastModel more = MODEL.withExtra("source.json", content);
    assertThat(more.fingerprint()).isEqualTo(MODEL.fingerprint());
    more.save(folder.resolve("m"), Overwrite.REFUSE);
    ForecastModel loaded = ForecastModel.load(folder.resolve("m"));
    assertThat(loaded.extra("source.json")).hasValue(content);
    assertThat(loaded.extra("other.json")).isEmpty();
    assertThat(loaded.spec().encoder().normaliser()).isEqualTo(MODEL.spec().encoder().normaliser());
  }

  private static void sameNumbers(ForecastMetrics actual, ForecastMetrics expected) {
    assertThat(actual.count()).isEqualTo(expected.count());
    assertThat(actual.mae()).isCloseTo(expected.mae(), within(1e-12));
    assertThat(actual.rmse()).isCloseTo(expected.rmse(), within(1e-12));
    assertThat(actual.coverage()).isEqualTo(expected.coverage());
  }
}
