package dev.sluice.cli.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.cli.Sluice;
import dev.sluice.core.model.json.JsonReader;
import dev.sluice.core.model.json.JsonView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From a CSV file to a model, its errors and its forecasts.
class ForecastCommandsTest {
  private static final int HORIZON = 3;
  private static final int TRAIN = 120;
  private static final int VALIDATION = 30;
  private static final int TEST = 40;

  @TempDir static Path folder;

  private static Path data;
  private static Path model;
  private static Sluice trained;

  @BeforeAll
  static void train() throws IOException {
    data = Csv.write(folder, "load.csv", Csv.text());
    model = folder.resolve("load.sluice");
    trained = train(model, "--json", "--threads", "1");
    assertThat(trained.exit()).as(trained.err()).isZero();
  }

  private static Sluice train(Path out, Object... more) {
    List<Object> words = new ArrayList<>(List.of("--data", data, "--out", out));
    words.addAll(List.of(more));
    return call(
        "train forecast --time when --target load --group place --horizon 3 --context 8"
            + " --split 120,30,40 --hidden 6 --epochs 12 --batch 8 --rate 0.01",
        words.toArray());
  }

  private static Sluice call(String words, Object... more) {
    return Sluice.run(
        Stream.concat(Arrays.stream(words.split(" ")), Arrays.stream(more)).toArray());
  }

  @Test
  void trainingTellsWhatItDoes() {
    assertThat(trained.err())
        .contains("load.csv: 2 groups at a step of 1h; nothing is missing.")
        .contains(
            "8 hours of load seen give 3 hours ahead; split 120,30,40: 220 windows for training, 56 for validation, 76 for the test.")
        .contains("Trained in ", "The model is in " + model);
    JsonView result = json(trained.out());
    assertThat(result.member("model").string()).isEqualTo(model.toString());
    assertThat(result.member("unit").string()).isEqualTo("of_file");
    assertThat(folder.resolve("load.sluice.training")).doesNotExist();
  }

  @Test
  void theCardSaysWhatMakesTheModelAgain() throws IOException {
    assertThat(Files.readString(model.resolve("README.md")))
        .contains("`load.csv`: 2 groups, step 1h, nothing is missing.")
        .contains("Split 120,30,40", "Seed 1.", "seasonal-naive")
        .contains(
            "sluice train forecast --time when --target load --group place --horizon 3 --context 8 --split 120,30,40 --hidden 6 --epochs 12 --batch 8 --rate 0.01 --data load.csv\n")
        .doesNotContain(folder.toString(), "--threads", "--out");
  }

  @Test
  void theSameTrainingGivesTheSameBytes() throws IOException {
    Path again = folder.resolve("again.sluice");
    assertThat(train(again, "--threads", "2").exit()).isZero();
    for (String file : List.of("config.json", "model.safetensors", "README.md", "source.json")) {
      assertThat(again.resolve(file)).hasSameBinaryContentAs(model.resolve(file));
    }
  }

  /// The naive error by hand, in the deviations of the training rows.
  @Test
  void evaluateIsStandardisedByTheTrainingRows() {
    JsonView result = json(Sluice.run("evaluate", model, "--data", data, "--json").out());
    double squares = 0;
    double absolute = 0;
    int count = 0;
    for (String place : List.of("a", "b")) {
      double deviation = deviation(place);
      for (int origin = TRAIN + VALIDATION - 1;
          origin + HORIZON < TRAIN + VALIDATION + TEST;
          origin++) {
        for (int ahead = 1; ahead <= HORIZON; ahead++) {
          double error = (rounded(place, origin) - rounded(place, origin + ahead)) / deviation;
          squares += error * error;
          absolute += Math.abs(error);
          count++;
        }
      }
    }
    assertThat(result.member("windows").integer(0)).isEqualTo(count / HORIZON);
    assertThat(result.member("naive_mse").number()).isCloseTo(squares / count, within(1e-9));
    assertThat(result.member("naive_mae").number()).isCloseTo(absolute / count, within(1e-9));
    assertThat(result.member("mse").number()).isLessThan(result.member("naive_mse").number());
    assertThat(result.member("rmse").number())
        .isCloseTo(Math.sqrt(result.member("mse").number()), within(1e-12));
    assertThat(result.member("coverage").number()).isBetween(0.0, 1.0);
    assertThat(result.members()).containsKeys("seasonal_mse", "seasonal_mae", "drift_mse");
    assertThat(result.member("targets").members()).containsOnlyKeys("load");
    assertThat(result.member("groups").members()).containsOnlyKeys("a", "b");
  }

  @Test
  void rawErrorsAreThoseOfTraining() {
    JsonView raw = json(Sluice.run("evaluate", model, "--data", data, "--json", "--raw").out());
    JsonView training = json(trained.out());
    for (String name :
        List.of("mse", "mae", "coverage", "naive_mae", "seasonal_mae", "drift_mae")) {
      assertThat(raw.member(name).number()).isEqualTo(training.member(name).number());
    }
  }

  @Test
  void partsAndSplitsMayBeNamed() {
    assertThat(windows("--part", "train")).isEqualTo(220);
    assertThat(windows("--part", "validation")).isEqualTo(56);
    assertThat(windows("--part", "all")).isEqualTo(2 * (Csv.HOURS - 8 - HORIZON + 1));
    assertThat(windows("--split", "0.5,0.25,0.25")).isEqualTo(2 * (50 - HORIZON + 1));
    assertThat(windows("--split", "2024-01-05,2024-01-07T12:00"))
        .isEqualTo(2 * (Csv.HOURS - 6 * 24 - 12 - HORIZON));
  }

  private static int windows(String option, String value) {
    Sluice call = Sluice.run("evaluate", model, "--data", data, "--json", option, value);
    assertThat(call.exit()).as(call.err()).isZero();
    return json(call.out()).member("windows").integer(0);
  }

  @Test
  void evaluateShowsATable() {
    String table = Sluice.run("evaluate", model, "--data", data).out();
    assertThat(table)
        .startsWith("load (standardised), 1 to 3 hours ahead: 76 forecasts of 2 groups, issued ")
        .containsPattern("(?m)^method +MAE +MSE +in 80 % +hour 3 +MAE")
        .containsPattern("(?m)^naive ")
        .containsPattern("(?m)^seasonal-naive ")
        .containsPattern("(?m)^drift ")
        .containsPattern("(?m)^GRU .* %");
  }

  @Test
  void predictGoesOnFromTheEndOfEachGroup() {
    Sluice call = Sluice.run("predict", model, "--input", data);
    assertThat(call.exit()).as(call.err()).isZero();
    List<JsonView> lines = call.out().lines().map(ForecastCommandsTest::json).toList();
    assertThat(lines).hasSize(2);
    JsonView first = lines.getFirst();
    assertThat(first.member("group").string()).isEqualTo("a");
    assertThat(first.member("time").string()).isEqualTo("2024-01-09T07:00");
    assertThat(first.member("ahead").strings())
        .containsExactly("2024-01-09T08:00", "2024-01-09T09:00", "2024-01-09T10:00");
    JsonView load = first.member("forecast").member("load");
    for (int h = 0; h < HORIZON; h++) {
      assertThat(load.member("point").elements().get(h).number())
          .isBetween(
              load.member("lower").elements().get(h).number(),
              load.member("upper").elements().get(h).number());
    }
    assertThat(first.member("unusual").strings()).isEmpty();
  }

  @Test
  void jsonLinesAreCsv() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String line : Csv.text().lines().skip(1).toList()) {
      String[] cells = line.split(",");
      lines.append(
          "{\"when\":\"%s\",\"place\":\"%s\",\"load\":%s,\"more\":[1]}\n"
              .formatted(cells[0], cells[1], cells[2]));
    }
    Path json = Csv.write(folder, "load.jsonl", lines.toString());
    assertThat(Sluice.run("predict", model, "--input", json).out())
        .isEqualTo(Sluice.run("predict", model, "--input", data).out());
  }

  @Test
  void whatTrainingNeverSawIsMarked() throws IOException {
    String text = Csv.text().replaceFirst("(2024-01-09T07:00,a),[0-9.]+", "$1,99.5");
    Sluice call = Sluice.run("predict", model, "--input", Csv.write(folder, "unusual.csv", text));
    List<JsonView> lines = call.out().lines().map(ForecastCommandsTest::json).toList();
    assertThat(lines.get(0).member("unusual").strings()).containsExactly("load");
    assertThat(lines.get(1).member("unusual").strings()).isEmpty();
    assertThat(call.err()).contains("1 of 2 forecasts saw values outside the range of training.");
  }

  @Test
  void reportsArePages() throws IOException {
    Path page = folder.resolve("page.html");
    Sluice call = Sluice.run("evaluate", model, "--data", data, "--report", page);
    assertThat(call.exit()).as(call.err()).isZero();
    assertThat(Files.readString(page)).contains("load.csv", "seasonal-naive", "drift");
    Sluice again = Sluice.run("evaluate", model, "--data", data, "--report", page);
    assertThat(again.err()).contains(page + " exists").hasLineCount(1);
    assertThat(again.exit()).isOne();
  }

  /// Half a year of weeks has no season of a year behind it.
  @Test
  void reportsLeaveOutWhatHasTooLittleHistory() throws IOException {
    StringBuilder weeks = new StringBuilder("when,load\n");
    for (int t = 0; t < 60; t++) {
      weeks
          .append(LocalDate.of(2023, 1, 2).plusWeeks(t))
          .append(',')
          .append(t * 7 % 5)
          .append('\n');
    }
    Path page = folder.resolve("weeks.html");
    Sluice call =
        call(
            "train forecast --time when --target load --horizon 1 --context 4 --hidden 2 --epochs 1",
            "--data",
            Csv.write(folder, "weeks.csv", weeks.toString()),
            "--out",
            folder.resolve("weeks.sluice"),
            "--report",
            page);
    assertThat(call.exit()).as(call.err()).isZero();
    assertThat(Files.readString(page))
        .contains("seasonal-naive needs 53 weeks of history, group series has 48", "drift");
  }

  @Test
  void smallSharesOfASplitAreReadAgain() throws IOException {
    Path out = folder.resolve("shares.sluice");
    Sluice call =
        call(
            "train forecast --time when --target load --group place --horizon 1 --context 2"
                + " --hidden 2 --epochs 1 --split 0.99,0.0092,0.0008",
            "--data",
            Csv.write(folder, "long.csv", Csv.text(2500)),
            "--out",
            out);
    assertThat(call.exit()).as(call.err()).isZero();
    Sluice evaluated = Sluice.run("evaluate", out, "--data", folder.resolve("long.csv"), "--json");
    assertThat(evaluated.exit()).as(evaluated.err()).isZero();
    assertThat(json(evaluated.out()).member("windows").integer(0)).isEqualTo(4);
  }

  @Test
  void aDryRunWritesNothing() throws IOException {
    Path out = folder.resolve("dry.sluice");
    Sluice call = train(out, "--dry-run", "--json");
    JsonView result = json(call.out());
    assertThat(result.member("parameters").integer(1)).isPositive();
    assertThat(result.member("memory_bytes").number()).isPositive();
    assertThat(result.member("total_seconds").number()).isPositive();
    assertThat(out).doesNotExist();
    assertThat(folder.resolve("dry.sluice.training")).doesNotExist();
  }

  @Test
  void crossValidationMeasuresEveryFoldAndWritesNothing() {
    Path out = folder.resolve("folds.sluice");
    Sluice call = train(out, "--cross-validate", 3, "--json");
    List<JsonView> lines = call.out().lines().map(ForecastCommandsTest::json).toList();
    assertThat(lines).hasSize(4);
    double sum = 0;
    for (int fold = 0; fold < 3; fold++) {
      assertThat(lines.get(fold).member("fold").integer(1)).isEqualTo(fold + 1);
      sum += lines.get(fold).member("loss").number();
    }
    assertThat(lines.getLast().member("mean").number()).isCloseTo(sum / 3, within(1e-12));
    assertThat(out).doesNotExist();
  }

  @Test
  void severalTargetsCellsAndKnownColumns() throws IOException {
    Path out = folder.resolve("both.sluice");
    Sluice call =
        call(
            "train forecast --time when --group place --target load --known temp --horizon 2 --context 6"
                + " --cell lstm --layers 2 --hidden 3 --epochs 1 --streaming carried",
            "--data",
            data,
            "--out",
            out);
    assertThat(call.exit()).as(call.err()).isZero();
    assertThat(call.out()).contains("LSTM");
    String future =
        Csv.text()
            + "2024-01-09T08:00,a,,12\n2024-01-09T09:00,a,,12\n2024-01-09T08:00,b,,12\n2024-01-09T09:00,b,,12\n";
    Sluice predicted =
        Sluice.run("predict", out, "--input", Csv.write(folder, "future.csv", future));
    assertThat(predicted.exit()).as(predicted.err()).isZero();
    assertThat(json(predicted.out().lines().findFirst().orElseThrow()).member("time").string())
        .isEqualTo("2024-01-09T07:00");
  }

  @Test
  void segmentsAndPoints() {
    Path out = folder.resolve("segments.sluice");
    Sluice call =
        call(
            "train forecast --time when --group place --target load,temp --horizon 3 --context 8"
                + " --network segments --hidden 4 --epochs 1 --point median",
            "--data",
            data,
            "--out",
            out);
    assertThat(call.exit()).as(call.err()).isZero();
    assertThat(call.out()).contains("segment GRU");
    JsonView result = json(Sluice.run("evaluate", out, "--data", data, "--json").out());
    assertThat(result.member("coverage").number()).isPositive();
    assertThat(result.member("targets").members()).containsOnlyKeys("load", "temp");
    JsonView predicted =
        json(Sluice.run("predict", out, "--input", data).out().lines().findFirst().orElseThrow());
    JsonView temp = predicted.member("forecast").member("temp");
    assertThat(temp.member("lower").elements().getFirst().number())
        .isLessThan(temp.member("upper").elements().getFirst().number());
  }

  @Test
  void holesMayBeSkippedOrFilled() throws IOException {
    String text = Csv.text().replaceFirst("(2024-01-02T05:00,a),[0-9.]+", "$1,");
    Path holes = Csv.write(folder, "holes.csv", text);
    for (String policy : List.of("skip", "impute")) {
      Path out = folder.resolve(policy + ".sluice");
      Sluice call =
          call(
              "train forecast --time when --group place --target load --horizon 3 --context 8"
                  + " --hidden 3 --epochs 1",
              "--data",
              holes,
              "--missing",
              policy,
              "--out",
              out);
      assertThat(call.exit()).as(call.err()).isZero();
      assertThat(call.err()).contains("missing: 0 rows and 1 single values");
      Sluice judged = Sluice.run("evaluate", out, "--data", holes, "--part", "all", "--json");
      int all = 2 * (Csv.HOURS - 8 - 3 + 1);
      assertThat(json(judged.out()).member("windows").integer(0))
          .isEqualTo(policy.equals("skip") ? all - 11 : all);
    }
  }

  private static double deviation(String place) {
    double sum = 0;
    for (int t = 0; t < TRAIN; t++) {
      sum += rounded(place, t);
    }
    double mean = sum / TRAIN;
    double squares = 0;
    for (int t = 0; t < TRAIN; t++) {
      squares += (rounded(place, t) - mean) * (rounded(place, t) - mean);
    }
    return Math.sqrt(squares / TRAIN);
  }

  /// As in the file.
  private static double rounded(String place, int t) {
    return Math.round(Csv.load(place, t) * 1000) / 1000.0;
  }

  private static JsonView json(String line) {
    return JsonView.of(
        "output", JsonReader.read(line.strip().getBytes(StandardCharsets.UTF_8), "output"));
  }

  @Test
  void intervalsMayFollowThePast() {
    JsonView fixed = json(call("evaluate --json", model, "--data", data).out());
    JsonView recent = json(call("evaluate --json --intervals recent", model, "--data", data).out());
    assertThat(fixed.member("intervals").string()).isEqualTo("fixed");
    assertThat(recent.member("intervals").string()).isEqualTo("recent");
    assertThat(recent.member("mse").number()).isEqualTo(fixed.member("mse").number());
    String usual = call("predict", model, "--input", data).out();
    Sluice followed = call("predict --intervals recent", model, "--input", data);
    assertThat(followed.err()).doesNotContain("sluice:");
    assertThat(followed.out().lines()).hasSameSizeAs(usual.lines().toList());
    assertThat(followed.out()).isNotEqualTo(usual);
    assertThat(points(followed.out())).isEqualTo(points(usual));
    Sluice wrong = call("predict --intervals always", model, "--input", data);
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.err()).contains("--intervals").contains("always");
  }

  private static List<String> points(String lines) {
    return lines.lines().map(line -> line.replaceAll(".*\"point\":\\[([^]]*)].*", "$1")).toList();
  }
}
