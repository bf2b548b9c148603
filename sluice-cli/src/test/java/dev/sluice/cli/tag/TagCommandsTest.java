package dev.sluice.cli.tag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.Sluice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `train tag` and `predict`: dates in sentences, marked as names are.
class TagCommandsTest {
  @TempDir private Path folder;

  private Path sentences(String name, int from, int to) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      String month = Month.of(1 + i % 12).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      text.append(i % 2 == 0 ? "We O\nmet O\non O\n" : "In O\n");
      text.append(month)
          .append(i % 3 == 0 ? " B-DATE\n" + (1 + i % 28) + " I-DATE\n" : " B-DATE\n");
      text.append("there O\n. O\n\n");
    }
    return Files.writeString(folder.resolve(name), text.toString());
  }

  private Sluice train(Path data, Path out, Object... more) {
    Object[] words = {
      "train",
      "tag",
      "--data",
      data,
      "--out",
      out,
      "--hidden",
      12,
      "--embedding",
      8,
      "--spelling",
      4,
      "--epochs",
      8,
      "--rate",
      0.02,
      "--batch",
      8,
      "--dropout",
      0.1
    };
    Object[] all = java.util.Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return Sluice.run(all);
  }

  @Test
  void datesAreFound() throws IOException {
    Path model = folder.resolve("dates.sluice");
    Path test = sentences("test.txt", 1000, 1100);
    Sluice trained = train(sentences("dates.txt", 0, 300), model, "--test", test);
    assertThat(trained.exit()).as(trained.err()).isZero();
    assertThat(trained.said())
        .contains("270 sentences to train on, 30 to validate with, 100 to test");
    String line = trained.lines().getLast();
    assertThat(line).startsWith("test");
    assertThat(Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).isGreaterThan(98);
    Sluice scored = Sluice.run("evaluate", model, "--data", test, "--json");
    assertThat(scored.exit()).as(scored.err()).isZero();
    assertThat(scored.out())
        .startsWith("{\"task\":\"tag\",\"sentences\":100,\"words\":")
        .contains("\"accuracy\":", "\"unknown_words\":", "\"recall\":");
    double f1 = Double.parseDouble(scored.out().replaceAll(".*\"f1\":([0-9.]+)}\\R", "$1"));
    assertThat(f1).isGreaterThan(0.98);
    assertThat(Sluice.run("evaluate", model, "--data", test).lines().getLast())
        .startsWith("all ")
        .endsWith(line.substring(line.lastIndexOf(' ')));
    Sluice wrong = Sluice.run("evaluate", model, "--data", test, "--label", "x");
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.said())
        .contains("--label is for models for classify; this is a model for tag");
    Path lines =
        Files.writeString(
            folder.resolve("lines.txt"),
            "We met on May 7 .\n\nIn June .\n{\"words\":[\"In\",\"June\",\".\"]}\n{\"words\":[]}\n{\"words\":[\"In\",\"\"]}\n");
    List<String> answers = Sluice.run("predict", model, "--input", lines).lines();
    assertThat(answers.get(0))
        .contains("\"tags\":[\"O\",\"O\",\"O\",\"B-DATE\",\"I-DATE\",\"O\"]")
        .contains("\"spans\":[{\"type\":\"DATE\",\"text\":\"May 7\",\"from\":3,\"to\":5}]");
    assertThat(answers.get(1)).contains("\"error\":", "line 2: there is no word");
    assertThat(answers.get(2)).contains("\"text\":\"June\"");
    assertThat(answers.get(3)).isEqualTo(answers.get(2));
    assertThat(answers.get(4)).contains("\"error\":", "line 5: there is no word");
    assertThat(answers.get(5)).contains("\"error\":", "line 6: there is no word");
  }

  @Test
  void tagsThatTrainingDoesNotHaveAreNamed() throws IOException {
    Path held = Files.writeString(folder.resolve("held.txt"), "In O\nMay B-TIME\n");
    Sluice refused =
        train(sentences("a.txt", 0, 20), folder.resolve("a.sluice"), "--validation", held);
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.said())
        .contains("sentence 1, word 2 (\"May\"): the tag \"B-TIME\" does not come in training");
    assertThat(folder.resolve("a.sluice")).doesNotExist();
  }

  /// A sentence whose tag comes nowhere else is trained on, not held out; long ones are cut for
  /// training alone.
  @Test
  void rareTagsAndLongSentencesStayWhole() throws IOException {
    String[] all = Files.readString(sentences("a.txt", 0, 30)).split("\n\n");
    all[9] = all[9].replace("B-DATE", "B-TIME").replace("I-DATE", "I-TIME");
    Path data = Files.writeString(folder.resolve("rare.txt"), String.join("\n\n", all) + "\n");
    Sluice whole = train(data, folder.resolve("r.sluice"), "--json");
    assertThat(whole.exit()).as(whole.err()).isZero();
    assertThat(whole.said()).contains("28 sentences to train on, 2 to validate with");
    Sluice refused = train(data, folder.resolve("l.sluice"), "--longest", 4);
    assertThat(refused.said()).contains("rare.txt: sentence 1 has 7 steps, more than 4");
    Sluice cut =
        train(data, folder.resolve("l.sluice"), "--longest", 4, "--long", "split", "--json");
    assertThat(cut.exit()).as(cut.err()).isZero();
    assertThat(cut.said()).contains("28 sentences to train on, 2 to validate with");
  }

  @Test
  void wrongUseIsOneLine() throws IOException {
    Sluice wrong = train(sentences("a.txt", 0, 20), folder.resolve("a.sluice"), "--smoothing", 0.1);
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.said()).contains("--smoothing is for --output softmax");
    Sluice few = train(sentences("b.txt", 0, 5), folder.resolve("b.sluice"));
    assertThat(few.said()).contains("has 5 sentences, and every tenth validates");
  }

  @Test
  void aDryRunWritesNothing() throws IOException {
    Sluice told = train(sentences("a.txt", 0, 40), folder.resolve("a.sluice"), "--dry-run");
    assertThat(told.exit()).isZero();
    assertThat(told.out()).contains("parameters");
    assertThat(folder.resolve("a.sluice")).doesNotExist();
  }
}
