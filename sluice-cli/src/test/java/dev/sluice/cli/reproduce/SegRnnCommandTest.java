package dev.sluice.cli.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.Sluice;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonReader;
import dev.sluice.tasks.forecast.ForecastScore;
import dev.sluice.tasks.forecast.SegRnn;
import dev.sluice.train.loop.Outcome;
import dev.sluice.train.loop.TrainingReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegRnnCommandTest {
  @TempDir private Path directory;

  private static SegRnnResult result(SegRnn.Set set, int horizon, long seed, double mse) {
    return new SegRnnResult(
        new SegRnnRun(new SegRnn(set, horizon), seed),
        31_504,
        new TrainingReport(Outcome.COMPLETED, List.of(), 5, 400, 12.5),
        new ForecastScore(2785, 0.64, 0.53, 0.8),
        new ForecastScore(2785, mse, 0.4, 0.79),
        0.81);
  }

  @Test
  void theTableHasMeansOverSeedsAndWhatDiffersMost() {
    String table =
        SegRnnTable.of(
            List.of(
                result(SegRnn.Set.ETTH1, 96, 1, 0.350),
                result(SegRnn.Set.ETTH1, 96, 2, 0.360),
                result(SegRnn.Set.ETTH2, 720, 1, 0.400)));
    assertThat(table.lines())
        .anyMatch(line ->
            line.matches(
                "ETTh1 +96 +0\\.355 +0\\.350 to 0\\.360 +0\\.351 +\\+1\\.1 % .* 79\\.0 % +81\\.0 % .*"))
        .anyMatch(line -> line.matches("ETTh2 +720 +0\\.400 .* 0\\.403 +-0\\.7 % .*"))
        .contains("Mean MSE 0.378, paper 0.377: +0.1 %. Furthest above it: ETTh1 96, +1.1 %.");
  }

  @Test
  void aLineForProgramsHoldsBoth() {
    byte[] line = result(SegRnn.Set.ETTH1, 96, 7, 0.35).json().getBytes(StandardCharsets.UTF_8);
    assertThat(((JsonObject) JsonReader.read(line, "line")).members())
        .containsKeys(
            "set",
            "horizon",
            "seed",
            "mse",
            "mae",
            "coverage",
            "coverage_recent",
            "paper_mse",
            "seconds");
  }

  @Test
  void wrongUsageIsOneSentence() {
    Sluice call = Sluice.run("reproduce", "segrnn", "--data", directory, "--horizons", "97");
    assertThat(call.exit()).isEqualTo(2);
    assertThat(call.err())
        .isEqualTo(
            "sluice: invalid value for option '--horizons': 97 is none of [96, 192, 336, 720];"
                + " see sluice reproduce segrnn --help\n");
  }

  @Test
  void missingAndWrongDataAreOneSentence() throws IOException {
    Sluice none = Sluice.run("reproduce", "segrnn", "--data", directory.resolve("none"));
    assertThat(none.exit()).isOne();
    assertThat(none.err()).contains("none is no directory").hasLineCount(1);
    Files.writeString(directory.resolve("ETTh1.csv"), "date,OT\n2016-07-01 00:00:00,1\n");
    Sluice wrong = Sluice.run("reproduce", "segrnn", "--data", directory);
    assertThat(wrong.exit()).isOne();
    assertThat(wrong.err()).contains("ETTh1.csv").hasLineCount(1);
  }
}
