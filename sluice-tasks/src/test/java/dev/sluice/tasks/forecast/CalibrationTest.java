package dev.sluice.tasks.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.Overwrite;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.stream.State;
import dev.sluice.core.stream.StreamingMode;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.series.Group;
import dev.sluice.tasks.series.Weather;
import dev.sluice.tasks.series.WindowSplit;
import dev.sluice.tasks.series.Windows;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CalibrationTest {
  @TempDir private Path directory;

  private static ForecastModel model(WindowSplit split, Output output) {
    ForecastSpec spec = ForecastSpec.of(split.encoder(), GruSpec.of(split.features(), 3));
    return Forecaster.create(spec.output(output), Seed.of(5)).freeze();
  }

  @Test
  void theMarginIsTheRankThatTheProofNeeds() {
    assertThat(Calibration.margin(7, 3, 9, 1, 5, 8, 2, 6, 4)).isEqualTo(8); // ⌈0.8 · 10⌉ of 9
    assertThat(Calibration.margin(4, 1, 3, 2)).isEqualTo(4); // ⌈0.8 · 5⌉ of 4
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Calibration.margin(1, 2, 3))
        .withMessage("3 windows are too few to calibrate an interval of 80 %");
  }

  /// Of the windows it was calibrated on exactly ⌈0.8·(n+1)⌉ lie inside, for each step and target.
  @ParameterizedTest
  @EnumSource
  void intervalsHoldFourInFive(Output output) {
    WindowSplit split = Weather.split(Models.WINDOW);
    Windows windows = split.validation();
    ForecastModel raw = model(split, output);
    try (Workspace workspace = Workspace.threads(1)) {
      ForecastModel calibrated = raw.calibrated(windows, workspace);
      int n = windows.size();
      int rank = (int) Math.ceil(0.8 * (n + 1));
      for (String target : Models.WINDOW.targets()) {
        Forecasts before = raw.forecast(windows, target);
        Forecasts after = calibrated.forecast(windows, target);
        for (int ahead = 1; ahead <= 3; ahead++) {
          int inside = 0;
          for (int i = 0; i < n; i++) {
            double actual = windows.truth(i, target)[ahead - 1];
            double slack = 1e-4; // truths are floats when scores are made
            boolean holds =
                after.lower(i, ahead) - slack <= actual && actual <= after.upper(i, ahead) + slack;
            inside += holds ? 1 : 0;
            assertThat(after.point(i, ahead)).isEqualTo(before.point(i, ahead));
          }
          assertThat(inside).as("%s, %d ahead", target, ahead).isBetween(rank, rank + n / 50);
        }
      }
      assertThat(calibrated.score(windows, workspace).coverage()).isBetween(0.8, 0.82);
      assertThat(calibrated.score(windows, workspace).mse())
          .isEqualTo(raw.score(windows, workspace).mse());
      // Once more changes nothing: margins replace margins.
      assertThat(calibrated.calibrated(windows, workspace).fingerprint())
          .isEqualTo(calibrated.fingerprint())
          .isNotEqualTo(raw.fingerprint());
    }
  }

  @ParameterizedTest
  @EnumSource
  void marginsAreStoredAndStreamed(StreamingMode mode) {
    WindowSplit split = Weather.split(Models.WINDOW);
    ForecastSpec spec =
        ForecastSpec.of(split.encoder(), GruSpec.of(split.features(), 3))
            .output(Output.MEAN)
            .streaming(mode);
    ForecastModel raw = Forecaster.create(spec, Seed.of(5)).freeze();
    Group city = Weather.SERIES.groups().getFirst();
    double[] row = {12, 3};
    try (Workspace workspace = Workspace.threads(1)) {
      raw.calibrated(split.validation(), workspace)
          .save(directory.resolve("model"), Overwrite.REFUSE);
    }
    ForecastModel loaded = ForecastModel.load(directory.resolve("model"));
    State state = loaded.stepper().zeroState();
    Forecast streamed = loaded.stepper().next(city.name(), city.axis().at(9), row, state);
    assertThat(streamed).isEqualTo(loaded.predict(city.name(), city.axis().at(9), row));
    Forecast plain = raw.predict(city.name(), city.axis().at(9), row);
    assertThat(plain.lower(2)).isEqualTo(plain.point(2)).isEqualTo(plain.upper(2));
    assertThat(streamed.point(2)).isEqualTo(plain.point(2)).isLessThan(streamed.upper(2));
    assertThat(streamed.point(2) - streamed.lower(2))
        .isCloseTo(streamed.upper(2) - streamed.point(2), Offset.offset(1e-4));
    assertThat(loaded.size()).isEqualTo(raw.size());
  }
}
