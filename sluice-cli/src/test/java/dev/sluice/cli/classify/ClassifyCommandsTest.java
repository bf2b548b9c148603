package dev.sluice.cli.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.Sluice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `data languages`, `train classify` and `predict` on dates as the JDK writes them.
class ClassifyCommandsTest {
  @TempDir private Path folder;

  private Path languages(int count, int seed) throws IOException {
    Sluice said = Sluice.run("data", "languages", "--count", count, "--seed", seed);
    assertThat(said.exit()).isZero();
    return Files.writeString(folder.resolve("languages" + seed + ".txt"), said.out());
  }

  private Sluice train(Path data, Path out, Object... more) {
    Object[] words = {
      "train",
      "classify",
      "--data",
      data,
      "--out",
      out,
      "--units",
      "characters",
      "--hidden",
      32,
      "--embedding",
      16,
      "--dropout",
      0.2,
      "--rate",
      0.01,
      "--batch",
      16
    };
    Object[] all = java.util.Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return Sluice.run(all);
  }

  /// Guessing gets 4 % of 24 languages; a list of characters cannot tell Danish from Swedish dates.
  private static void linesMayBeObjects(Path model) {
    List<String> answers =
        Sluice.reading(
                """
                mardi 3 mars 2026
                {"text":"mardi 3 mars 2026"}
                {"txt":"mardi 3 mars 2026"}
                {mardi 3 mars 2026}
                {"text":""}
                """,
                "predict",
                model)
            .lines();
    assertThat(answers.get(1)).isEqualTo(answers.get(0));
    assertThat(answers.get(2)).contains("\"error\":", "line 3: ", "text").contains("so good");
    assertThat(answers.get(3)).startsWith("{\"label\":");
    assertThat(answers.get(4)).contains("\"error\":", "line 5: the line is empty");
  }

  @Test
  void languagesAreTold() throws IOException {
    Path model = folder.resolve("languages.sluice");
    Path test = languages(20, 2);
    Sluice trained = train(languages(60, 1), model, "--epochs", 10, "--test", test);
    assertThat(trained.exit()).as(trained.err()).isZero();
    assertThat(trained.said())
        .contains("1,296 samples to train on, 144 to validate with, 480 to test; 24 classes: ");
    String line =
        trained.lines().stream().filter(each -> each.startsWith("test")).findFirst().orElseThrow();
    double accuracy = Double.parseDouble(line.replaceAll(".*accuracy +([0-9.]+) %.*", "$1"));
    assertThat(accuracy).isGreaterThan(95);
    Path lines = folder.resolve("lines.txt");
    Files.writeString(lines, "dienstag, 3. märz 2026\n\nmardi 3 mars 2026\n");
    Sluice said = Sluice.run("predict", model, "--input", lines);
    assertThat(said.exit()).isZero();
    List<String> answers = said.lines();
    assertThat(answers).hasSize(3);
    assertThat(answers.get(0)).startsWith("{\"label\":\"de\",\"probabilities\":{\"bg\":");
    assertThat(answers.get(1)).contains("\"error\":", "line 2: the line is empty");
    assertThat(answers.get(2)).startsWith("{\"label\":\"fr\"");
    assertThat(said.said()).contains("1 of them could not be read");
    Sluice strict = Sluice.run("predict", model, "--input", lines, "--strict");
    assertThat(strict.exit()).isEqualTo(1);
    assertThat(strict.lines()).hasSize(1);
    assertThat(strict.said()).contains("line 2: the line is empty");
    linesMayBeObjects(model);
    datesOfOneLanguageAreNear(model);
    Sluice explained = Sluice.run("explain", model);
    assertThat(explained.out()).contains("the recurrent stack of a model for classify");
    assertThat(
            Sluice.run("convert", model, folder.resolve("gru.onnx"), "--node", "recurrent").exit())
        .isZero();
  }

  /// No line of the corpus is one of the queries.
  private void datesOfOneLanguageAreNear(Path model) throws IOException {
    Path corpus =
        Files.writeString(
            folder.resolve("corpus.txt"),
            """
            jeudi 12 novembre 2020
            Donnerstag, 12. November 2020
            jueves, 12 de noviembre de 2020

            mercredi 1 avril 1998
            Mittwoch, 1. April 1998
            miércoles, 1 de abril de 1998
            """);
    Object[] search = {"features", model, "--input", corpus, "--pool", "max", "--top", 2};
    Sluice french = more(search, "--like-text", "mardi 3 mars 2026");
    assertThat(french.lines()).hasSize(1);
    assertThat(french.out())
        .matches(
            "\\{\"key\":\"mardi 3 mars 2026\",\"nearest\":\\[\\{\"key\":\"(jeudi|mercredi) [^}]*\",\"similarity\":0[.0-9]+},\\{\"key\":\"(jeudi|mercredi) [^}]*}]}\\R");
    Path queries =
        Files.writeString(
            folder.resolve("queries.txt"), "Dienstag, 3. März 2026\nmartes, 3 de marzo de 2026\n");
    Sluice both = more(search, "--like", queries);
    assertThat(both.lines().get(0)).contains("\"nearest\":[{\"key\":\"", "nerstag,", "Mittwoch,");
    assertThat(both.lines().get(1)).contains("jueves, 12", "miércoles, 1");
    assertThat(more(search, "--like", queries, "--like-text", "x").said())
        .contains("give --like or --like-text, not both");
    Sluice strict = more(search, "--like", queries, "--strict");
    assertThat(strict.exit()).isEqualTo(2);
    assertThat(strict.said()).contains("--strict is for models of recordings");
    Path latin = folder.resolve("latin.txt");
    Files.write(latin, "ok\nmiércoles\n".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    Sluice wrong = Sluice.run("features", model, "--input", latin);
    assertThat(wrong.exit()).isEqualTo(1);
    assertThat(wrong.lines()).hasSize(1);
    assertThat(wrong.said()).contains("line 2: byte 2 is not UTF-8; name the encoding");
  }

  private static Sluice more(Object[] words, Object... further) {
    return Sluice.run(
        java.util.stream.Stream.concat(
                java.util.Arrays.stream(words), java.util.Arrays.stream(further))
            .toArray());
  }

  @Test
  void seriesAreReadAndAnswered() throws IOException {
    StringBuilder file = new StringBuilder("@data\n");
    for (int i = 0; i < 40; i++) {
      file.append(i % 2 == 0 ? "1,2,3" : "3,2,1")
          .append(i % 3)
          .append(i % 2 == 0 ? ":up" : ":down");
      file.append('\n');
    }
    Path data = Files.writeString(folder.resolve("ramps.ts"), file.toString());
    Path model = folder.resolve("ramps.sluice");
    Sluice trained =
        Sluice.run(
            "train",
            "classify",
            "--data",
            data,
            "--out",
            model,
            "--hidden",
            8,
            "--dropout",
            0,
            "--pool",
            "last",
            "--epochs",
            20,
            "--rate",
            0.02,
            "--batch",
            4,
            "--json");
    assertThat(trained.exit()).as(trained.err()).isZero();
    assertThat(trained.out())
        .contains("\"labels\":[\"down\",\"up\"]", "\"validation_confusion\":[[");
    Path lines = folder.resolve("lines.jsonl");
    Files.writeString(
        lines, "{\"x\":[[1],[2],[30]]}\n{\"x\":[[3,1]]}\n{\"x\":[]}\n{\"y\":1}\nno\n");
    List<String> answers = Sluice.run("predict", model, "--input", lines).lines();
    assertThat(answers.get(0)).startsWith("{\"label\":\"up\"");
    assertThat(answers.get(1)).contains("line 2", "x[0]", "1 numbers");
    assertThat(answers.get(2)).contains("at least one step");
    assertThat(answers.get(3)).contains("line 4");
    assertThat(answers.get(4)).contains("line 5", "such as");
  }

  @Test
  void seriesOfATableAreReadAndSplit() throws IOException {
    StringBuilder file = new StringBuilder("walk,x,gait\n");
    for (int i = 0; i < 40; i++) {
      for (int t = 0; t < 6; t++) {
        file.append("w%d,%d,%s%n".formatted(i, i % 2 == 0 ? t : 6 - t, i % 2 == 0 ? "up" : "down"));
      }
    }
    Path data = Files.writeString(folder.resolve("walks.csv"), file.toString());
    Path model = folder.resolve("walks.sluice");
    Object[] words = {
      "train",
      "classify",
      "--data",
      data,
      "--series",
      "walk",
      "--label",
      "gait",
      "--out",
      model,
      "--epochs",
      15,
      "--rate",
      0.02,
      "--batch",
      4,
      "--hidden",
      8,
      "--json"
    };
    Sluice refused = more(words, "--longest", 5);
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.said())
        .contains("walks.csv: sample 1 has 6 steps, more than 5 (--longest)", "--long split");
    assertThat(model).doesNotExist();
    Sluice trained = more(words, "--longest", 5, "--long", "split");
    assertThat(trained.exit()).as(trained.err()).isZero();
    assertThat(trained.out()).contains("\"labels\":[\"down\",\"up\"]", "\"validation_accuracy\":1");
    assertThat(more(words, "--text", "x").said()).contains("--text and --empty are for texts");
    assertThat(more(words, "--format", "ts").said()).contains("--series is for CSV");
    assertThat(Sluice.run("train", "classify", "--data", data, "--values", "x").said())
        .contains("--values needs --series");
  }

  private void refused(String content, String... parts) throws IOException {
    Path data = Files.writeString(folder.resolve("bad.txt"), content);
    Path out = folder.resolve("bad.sluice");
    Sluice refused = train(data, out, "--epochs", 1);
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.said()).contains(parts).doesNotContain("\n");
    assertThat(out).doesNotExist();
  }

  @Test
  void dataThatTellNothingAreRefused() throws IOException {
    refused("a one\na two\n", "has one class, [a]");
    refused("a one\na two\nb three\n", "the class \"b\" has one sample");
    refused("a one\nb\n", "line 2");
  }

  @Test
  void optionsOfForecastersAreWrongHere() throws IOException {
    Path model = folder.resolve("languages.sluice");
    train(languages(10, 1), model, "--epochs", 1);
    Sluice wrong = Sluice.run("predict", model, "--intervals", "recent");
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.said()).contains("are for forecasters; this is a model for classify");
  }
}
