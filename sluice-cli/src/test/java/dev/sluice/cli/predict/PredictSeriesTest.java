package dev.sluice.cli.predict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.Sluice;
import dev.sluice.cli.classify.Walks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `predict` on the files that classifiers of series are trained on.
class PredictSeriesTest {
  @TempDir static Path folder;

  private static Path table;
  private static Path ts;

  @BeforeAll
  static void train() throws IOException {
    table = Walks.ofTable(folder);
    ts = Walks.ofTs(folder);
  }

  private static Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private static Sluice predict(Path model, Path input, Object... more) {
    Object[] words = {"predict", model, "--input", input};
    Object[] all = java.util.Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return Sluice.run(all);
  }

  @Test
  void theFilesOfTrainingAreAnswered() {
    Sluice rows = predict(table, folder.resolve("walks.csv"));
    assertThat(rows.exit()).as(rows.err()).isZero();
    assertThat(rows.lines()).hasSize(40);
    assertThat(rows.lines().get(0))
        .startsWith("{\"key\":\"w0\",\"label\":\"up\",\"probabilities\":{\"down\":");
    assertThat(rows.lines().get(39)).startsWith("{\"key\":\"w39\",\"label\":\"down\",");
    assertThat(rows.said()).contains("40 series, ");
    Sluice lines = predict(ts, folder.resolve("walks.ts"));
    assertThat(lines.lines().get(0)).startsWith("{\"key\":\"1\",\"label\":\"up\",");
    assertThat(lines.lines().get(39)).startsWith("{\"key\":\"40\",\"label\":\"down\",");
    assertThat(predict(table, folder.resolve("walks.ts")).lines().get(1))
        .startsWith("{\"key\":\"2\",\"label\":\"down\",");
  }

  /// Columns are found by the names that training had, wherever they stand.
  @Test
  void classesNeedNotBeThere() throws IOException {
    Path rows =
        file(
            "new.csv", "height,note,walk,noise\n0,x,b,1\n.9,x,a,1\n.2,x,b,0\n.5,x,a,3\n.4,x,b,1\n");
    assertThat(predict(table, rows).lines())
        .satisfiesExactly(
            first -> assertThat(first).startsWith("{\"key\":\"b\",\"label\":\"up\","),
            second -> assertThat(second).startsWith("{\"key\":\"a\",\"label\":\"down\","));
    Path lines = file("new.ts", "@classLabel false\n@data\n1,0,1:0,.2,.4\n1,0,1:.9,.5,.1\n");
    assertThat(predict(ts, lines).lines())
        .satisfiesExactly(
            first -> assertThat(first).startsWith("{\"key\":\"1\",\"label\":\"up\","),
            second -> assertThat(second).startsWith("{\"key\":\"2\",\"label\":\"down\","));
    String text = Files.readString(rows);
    Sluice standard = Sluice.reading(text, "predict", table, "--format", "csv");
    assertThat(standard.lines()).isEqualTo(predict(table, rows).lines());
    assertThat(
            Sluice.reading(text, "predict", ts, "--series", "walk", "--values", "noise,height")
                .lines()
                .getFirst())
        .startsWith("{\"key\":\"b\",\"label\":\"up\",");
  }

  @Test
  void aBrokenSeriesLeavesTheOthers() throws IOException {
    Path rows =
        file(
            "broken.csv",
            """
            walk,noise,height
            a,1,0
            b,1,x
            c,1,9
            a,0,.3
            b,1,2
            c,0
            d,1,3e38
            e,1,8
            """);
    Sluice said = predict(table, rows);
    assertThat(said.exit()).as(said.err()).isZero();
    List<String> answers = said.lines();
    assertThat(answers).hasSize(5);
    assertThat(answers.get(0)).startsWith("{\"key\":\"a\",\"label\":\"up\"");
    assertThat(answers.get(1))
        .startsWith("{\"key\":\"b\",\"error\":\"")
        .contains("broken.csv: line 3: column height: \\\"x\\\"");
    assertThat(answers.get(2))
        .startsWith("{\"key\":\"c\",\"error\":\"")
        .contains("line 7: 2 columns, the first line names 3");
    assertThat(answers.get(3))
        .startsWith("{\"key\":\"d\",\"error\":\"")
        .contains("line 8: step 1, column 2: 3.0E38 is too far from what training saw");
    assertThat(answers.get(4)).startsWith("{\"key\":\"e\",\"label\":");
    assertThat(said.said()).contains("5 series, ", "3 of them could not be read");
    Sluice strict = predict(table, rows, "--strict");
    assertThat(strict.exit()).isEqualTo(1);
    assertThat(strict.lines()).containsExactly(answers.get(0));
    assertThat(strict.said()).contains("line 3: column height").doesNotContain("internal error");
    Path lines = file("broken.ts", "@data\n1,2:0,.4:up\n1,2,up\n1:2,3:up\n1,2:.9,.1:down\n");
    List<String> found = predict(ts, lines).lines();
    assertThat(found).hasSize(4);
    assertThat(found.get(0)).contains("\"label\":\"up\"");
    assertThat(found.get(1)).contains("line 3: there is no colon before a class");
    assertThat(found.get(2)).contains("line 4: column 2 has 2 values, the first 1");
    assertThat(found.get(3)).contains("\"key\":\"4\",\"label\":\"down\"");
  }

  /// In JSON as in files.
  @Test
  void numbersOfSourceCodeAreRefused() throws IOException {
    Path lines =
        file(
            "odd.jsonl",
            "{\"x\":[[1,1d]]}\n{\"x\":[[1,0x1p3]]}\n{\"x\":[[1,NaN]]}\n{\"x\":[[1,2]]}\n");
    List<String> answers = predict(ts, lines).lines();
    assertThat(answers).hasSize(4);
    for (int i = 0; i < 3; i++) {
      assertThat(answers.get(i)).startsWith("{\"error\":").contains("line " + (i + 1) + ": ");
    }
    assertThat(answers.get(3)).startsWith("{\"label\":");
  }

  @Test
  void longWorkTellsHowFarItIs() {
    String line = "{\"x\":[[1,0.1],[1,0.8]]}";
    Sluice said = Sluice.reading(Sluice.slowly(1100, line, line, line), "predict", ts);
    assertThat(said.lines()).hasSize(3);
    assertThat(said.err().lines().toList())
        .anySatisfy(each -> assertThat(each).matches("predict  2 lines  [01]\\.[0-9] a second"))
        .last()
        .asString()
        .startsWith("3 lines, ");
    String named = "{\"key\":\"a\",\"x\":[[1,0.1],[1,0.8]]}";
    Sluice features =
        Sluice.reading(Sluice.slowly(1100, named, named, named), "features", ts, "--input", "-");
    assertThat(features.lines()).hasSize(3);
    assertThat(features.said()).matches("features  [23] sequences  [01]\\.[0-9] a second");
  }

  @Test
  void whatIsNoFileOfTheModelIsRefusedWhole() throws IOException {
    Path rows = folder.resolve("walks.csv");
    assertThat(predict(ts, rows).said())
        .contains("does not say which column tells series apart; name it with --series");
    assertThat(predict(ts, rows, "--series", "walk", "--values", "height").said())
        .contains("walks.csv has 1 columns of numbers, the model takes 2", "--values");
    assertThat(predict(table, rows, "--values", "noise,hight").said())
        .contains("line 1: there is no column \"hight\"");
    Sluice wrong = predict(table, rows, "--format", "ts", "--series", "walk");
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.said()).contains("--series is for CSV");
    assertThat(predict(ts, rows, "--values", "height").said()).contains("--values needs --series");
    assertThat(predict(table, rows, "--format", "tsv").exit()).isEqualTo(2);
    assertThat(predict(table, file("walks.tsv", "a\tb\n")).said()).contains("give .ts or CSV");
  }
}
