package dev.sluice.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.Sluice;
import dev.sluice.cli.classify.Walks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `evaluate` of classifiers.
class EvaluateSamplesTest {
  @TempDir static Path folder;

  private static Path table;

  @BeforeAll
  static void train() throws IOException {
    table = Walks.ofTable(folder);
  }

  private static Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private static Sluice evaluate(Path model, Path data, Object... more) {
    Object[] words = {"evaluate", model, "--data", data};
    Object[] all = java.util.Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return Sluice.run(all);
  }

  @Test
  void theFilesOfTrainingAreScored() throws IOException {
    Sluice said = evaluate(table, folder.resolve("walks.csv"), "--json");
    assertThat(said.exit()).as(said.err()).isZero();
    assertThat(said.out())
        .startsWith("{\"task\":\"classify\",\"samples\":40,\"left_out\":0,\"accuracy\":1")
        .contains("\"down\":{\"samples\":20,\"precision\":1", "\"confusion\":[[20,0],[0,20]]");
    assertThat(evaluate(table, folder.resolve("walks.csv")).lines())
        .anySatisfy(line -> assertThat(line).matches("down +20 +100.0 % +100.0 % +100.0"))
        .anySatisfy(line -> assertThat(line).matches("up +0 +20"));
    Path ts = file("walks.ts", Walks.ts(10));
    Sluice refused = evaluate(table, ts, "--label", "gait");
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.said()).contains("--label has no effect on series in .ts");
    assertThat(evaluate(table, ts, "--json").out()).contains("\"samples\":10", "[[5,0],[0,5]]");
  }

  /// A wrong class is counted against the model.
  @Test
  void brokenSeriesAreToldAndLeftOut() throws IOException {
    Path data =
        file(
            "some.csv",
            """
            walk,gait,noise,height
            a,up,1,.1
            a,up,1,.8
            b,up,1,.8
            b,up,1,.1
            c,up,1,?
            d,left,1,1
            """);
    Sluice said = evaluate(table, data, "--json");
    assertThat(said.exit()).as(said.err()).isZero();
    assertThat(said.out())
        .contains("\"samples\":2,\"left_out\":2,\"accuracy\":0.5,", "\"confusion\":[[0,0],[1,1]]");
    assertThat(said.said())
        .contains("Left out: ", "some.csv: line 6: column height: \"?\"")
        .contains(
            "some.csv: line 7: the class \"left\" is none that the model tells apart, which are down up");
    Sluice strict = evaluate(table, data, "--strict");
    assertThat(strict.exit()).isEqualTo(1);
    assertThat(strict.out()).isEmpty();
    assertThat(strict.said()).contains("line 6: column height");
    Path plain = file("plain.csv", "walk,noise,height\na,1,1\n");
    assertThat(evaluate(table, plain).said()).contains("line 1: there is no column \"gait\"");
  }

  @Test
  void textsAreReadAsInTraining() throws IOException {
    StringBuilder text = new StringBuilder("opinion,stars\n");
    for (int i = 0; i < 40; i++) {
      text.append(i % 2 == 0 ? "a lovely film,good\n" : "a dull film,bad\n");
    }
    Path data = file("films.csv", text.toString());
    Path model = folder.resolve("films.sluice");
    Object[] words = {
      "train",
      "classify",
      "--data",
      data,
      "--out",
      model,
      "--text",
      "opinion",
      "--label",
      "stars",
      "--hidden",
      8,
      "--embedding",
      8,
      "--epochs",
      5,
      "--rate",
      0.02,
      "--batch",
      4
    };
    Sluice trained = Sluice.run(words);
    assertThat(trained.exit()).as(trained.err()).isZero();
    Sluice said = evaluate(model, data, "--json");
    assertThat(said.out()).as(said.err()).contains("\"samples\":40,\"left_out\":0,\"accuracy\":1");
    Path other = file("other.csv", "stars,opinion\ngood,a lovely film\nfine,a film\n");
    assertThat(evaluate(model, other).said())
        .contains("other.csv: sample 2: the class \"fine\" is none", "which are bad good");
  }

  @Test
  void optionsOfOtherTasksAreWrongUsage() {
    Path data = folder.resolve("walks.csv");
    Sluice raw = evaluate(table, data, "--raw");
    assertThat(raw.exit()).isEqualTo(2);
    assertThat(raw.said())
        .contains("--raw is for models for forecast; this is a model for classify");
    assertThat(evaluate(table, data, "--format", "conllu").exit()).isEqualTo(2);
    assertThat(evaluate(table, data, "--format", "xml").said())
        .contains("'xml' is none of csv, tsv, label-first, ts, manifest, conllu and columns");
  }
}
