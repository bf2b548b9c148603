package dev.sluice.cli.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.cli.Sluice;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `train language` and `generate` on the days of the week, in the JDK's words.
class LanguageCommandsTest {
  @TempDir private Path folder;

  private Path days(Locale locale, Charset encoding) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int day = 0; day < 2000; day++) {
      text.append(DayOfWeek.of(1 + day % 7).getDisplayName(TextStyle.FULL, locale)).append('\n');
    }
    return Files.write(folder.resolve("days.txt"), text.toString().getBytes(encoding));
  }

  private Object[] train(Path data, Path out, Object... more) {
    Object[] words = {
      "train",
      "language",
      "--data",
      data,
      "--out",
      out,
      "--hidden",
      32,
      "--embedding",
      8,
      "--epochs",
      8,
      "--batch",
      4,
      "--steps",
      40,
      "--rate",
      0.02,
      "--dropout",
      0
    };
    Object[] all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return all;
  }

  @Test
  void learnsDaysAndGoesOnWithThem() throws IOException {
    Path model = folder.resolve("days.sluice");
    Sluice trained = Sluice.run(train(days(Locale.ENGLISH, StandardCharsets.UTF_8), model));
    assertThat(trained.exit()).as(trained.err()).isZero();
    assertThat(trained.said()).contains("days: ", "split 90,5,5", "The model is in");
    String test = trained.lines().getLast();
    assertThat(test).startsWith("test");
    assertThat(Double.parseDouble(test.strip().split(" +")[1])).isLessThan(0.15);
    Sluice said =
        Sluice.run("generate", model, "--prompt", "Monday\nT", "--length", 16, "--temperature", 0);
    assertThat(said.out()).isEqualTo("Monday\nTuesday\nWednesday\n".substring(0, 24) + "\n");
    assertThat(said.said()).contains("16 symbols");
    Sluice random = Sluice.run("generate", model, "--seed", 3, "--length", 50, "--top-k", 5);
    assertThat(random.out()).hasSize(51);
    assertThat(Sluice.run("generate", model, "--seed", 3, "--length", 50, "--top-k", 5).out())
        .isEqualTo(random.out());
    assertThat(Files.readString(model.resolve("README.md"))).contains("sluice train language");
    isScored(model);
    saysSeveral(model, "f32");
    saysSeveral(model, "bf16");
  }

  /// More than go side by side; the first is what one alone is, and a group's size changes none.
  private static void saysSeveral(Path model, String precision) {
    Object[] words = {
      "generate",
      model,
      "--prompt",
      "Mon",
      "--length",
      30,
      "--temperature",
      4,
      "--precision",
      precision,
      "--texts",
      1
    };
    String one = Sluice.run(words).out();
    assertThat(one).hasSize(34).startsWith("Mon").endsWith("\n");
    words[words.length - 1] = 5;
    Sluice five = Sluice.run(words);
    words[words.length - 1] = 35;
    Sluice many = Sluice.run(words);
    assertThat(many.exit()).as(many.err()).isZero();
    assertThat(five.said()).contains("150 symbols, ");
    assertThat(many.said()).contains("1,050 symbols, ");
    assertThat(many.out()).startsWith(five.out() + "--- 6 ---\nMon");
    String[] texts = many.out().split("(?m)^--- [0-9]+ ---\\R", -1);
    assertThat(texts).hasSize(35).doesNotHaveDuplicates().allMatch(text -> text.length() == 34);
    assertThat(texts[0]).isEqualTo(one);
    assertThat(many.out()).contains("\n--- 33 ---\nMon", "\n--- 35 ---\nMon");
  }

  private void isScored(Path model) throws IOException {
    Path more = Files.writeString(folder.resolve("more.txt"), "Monday\nTuesday\nWednesday\nÆ\n");
    Sluice said = Sluice.run("evaluate", model, "--data", more, "--json");
    assertThat(said.exit()).as(said.err()).isZero();
    assertThat(said.out())
        .startsWith(
            "{\"task\":\"language\",\"characters\":27,\"symbols\":26,\"unknown_symbols\":1,");
    double nats = number(said, "nats");
    assertThat(number(said, "perplexity")).isCloseTo(Math.exp(nats), within(1e-9));
    assertThat(number(said, "bits_per_character"))
        .isCloseTo(nats * 26 / 27 / Math.log(2), within(1e-9));
    Sluice known = Sluice.run("evaluate", model, "--data", folder.resolve("days.txt"), "--json");
    assertThat(number(known, "nats")).isLessThan(0.15).isLessThan(nats);
    Path one = Files.writeString(folder.resolve("one.txt"), "M");
    assertThat(Sluice.run("evaluate", model, "--data", one).said())
        .contains("one.txt has 1 symbols, of which none has a next one; give a longer text");
  }

  private static double number(Sluice said, String name) {
    return Double.parseDouble(
        said.out().replaceAll(".*\"" + name + "\":([-+.0-9eE]+)[,}].*\\R", "$1"));
  }

  /// What is against learning by heart is stored, and the model still learns the days.
  @Test
  void isTrainedWithAllThatRegularises() throws IOException {
    Path model = folder.resolve("days.sluice");
    Object[] much = {
      "--input-dropout",
      0.05,
      "--recurrent-dropout",
      0.1,
      "--zoneout",
      0.05,
      "--weight-noise",
      0.01,
      "--weight-decay",
      0.001,
      "--smoothing",
      0.02,
      "--patience",
      2,
      "--json"
    };
    Sluice trained = Sluice.run(train(days(Locale.ENGLISH, StandardCharsets.UTF_8), model, much));
    assertThat(trained.exit()).as(trained.err()).isZero();
    assertThat(Double.parseDouble(trained.out().replaceAll(".*\"test_nats\":([0-9.]+).*\\R", "$1")))
        .isLessThan(0.3);
    assertThat(Files.readString(model.resolve("config.json")))
        .contains("candidate", "\"zoneout\"", "\"smoothing\"");
    Object[] words = train(folder.resolve("days.txt"), model, "--patience", 1, "--json", "--force");
    words[Arrays.asList(words).indexOf("--epochs") + 1] = 100;
    Sluice stopped = Sluice.run(words);
    assertThat(stopped.exit()).as(stopped.err()).isZero();
    assertThat(Integer.parseInt(stopped.out().replaceAll(".*\"epochs\":([0-9]+).*\\R", "$1")))
        .as(stopped.out())
        .isLessThan(100);
  }

  /// Checkpoints of other data would fit by their shapes.
  @Test
  void goesOnWithTheSameDataOnly() throws IOException {
    Path data = days(Locale.ENGLISH, StandardCharsets.UTF_8);
    Path model = folder.resolve("days.sluice");
    Path place = Files.createDirectory(folder.resolve("days.sluice.training"));
    Files.writeString(place.resolve("checkpoint-5.sluice"), "damaged");
    Files.writeString(
        place.resolve("run.txt"),
        "--batch 4\n--data days.txt sha256:00\n--dropout 0\n--embedding 8\n--hidden 32\n--steps 40\n");
    Sluice resumed = Sluice.run(train(data, model, "--resume"));
    assertThat(resumed.exit()).isEqualTo(1);
    assertThat(resumed.said())
        .contains(
            "was begun with --data days.txt sha256:00, this command has --data days.txt sha256:");
  }

  /// Rare words are one symbol: what they are is not foretold.
  @Test
  void bitsOfCharactersAreNotToldOfWords() throws IOException {
    Path data = days(Locale.ENGLISH, StandardCharsets.UTF_8);
    Sluice trained =
        Sluice.run(train(data, folder.resolve("w.sluice"), "--units", "words:5", "--json"));
    assertThat(trained.exit()).as(trained.err()).isZero();
    assertThat(trained.out()).contains("test_perplexity").doesNotContain("bits_per_character");
    assertThat(Files.readString(folder.resolve("w.sluice").resolve("README.md")))
        .contains("--data days.txt")
        .doesNotContain("per character");
  }

  @Test
  void chineseInItsOwnEncoding() throws IOException {
    Path data = days(Locale.CHINESE, Charset.forName("GB18030"));
    Path model = folder.resolve("days.sluice");
    Sluice refused = Sluice.run(train(data, model));
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.said())
        .contains("days.txt: line 1, byte 0", "is not UTF-8")
        .doesNotContain("\n");
    Sluice trained = Sluice.run(train(data, model, "--encoding", "GB18030", "--json"));
    assertThat(trained.exit()).as(trained.err()).isZero();
    assertThat(trained.lines()).hasSize(1);
    assertThat(trained.out()).contains("\"test_bits_per_character\":");
    Sluice said =
        Sluice.run("generate", model, "--prompt", "星期一\n", "--length", 3, "--temperature", 0);
    assertThat(said.out()).isEqualTo("星期一\n星期二\n");
  }

  @Test
  void subWords() throws IOException {
    Path model = folder.resolve("days.sluice");
    Path data = days(Locale.ENGLISH, StandardCharsets.UTF_8);
    Sluice trained = Sluice.run(train(data, model, "--units", "bpe:280"));
    assertThat(trained.exit()).as(trained.err()).isZero();
    assertThat(trained.said()).contains("sub-words");
    assertThat(trained.lines().getLast()).contains("bits per character");
    assertThat(model.resolve("tokenizer.json")).exists();
    assertThat(Sluice.run("generate", model, "--length", 20).exit()).isZero();
  }

  @Test
  void wrongUsageIsTwo() throws IOException {
    Path data = days(Locale.ENGLISH, StandardCharsets.UTF_8);
    Path model = folder.resolve("m.sluice");
    for (Object[] wrong :
        new Object[][] {
          {"--split", "90,5"},
          {"--split", "80,5,5"},
          {"--encoding", "no such"},
          {"--cell", "lstm", "--reset", "after"},
          {"--hidden", "0"},
          {"--units", "bpe:200"},
          {"--units", "words"},
        }) {
      Sluice refused = Sluice.run(train(data, model, wrong));
      assertThat(refused.exit()).as(java.util.Arrays.toString(wrong)).isEqualTo(2);
    }
    assertThat(Sluice.run("generate", model, "--temperature", "-1").exit()).isEqualTo(2);
    assertThat(Sluice.run("generate", model, "--prompt", "").exit()).isEqualTo(2);
    assertThat(Sluice.run("generate", model, "--texts", 0).exit()).isEqualTo(2);
    assertThat(model).doesNotExist();
  }

  @Test
  void whatIsWrongWithTheDataIsOneSentence() throws IOException {
    Path small = Files.writeString(folder.resolve("small.txt"), "too short");
    Sluice refused = Sluice.run(train(small, folder.resolve("m.sluice")));
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.said()).contains("a text of 9 characters cannot be split 90,5,5");
    Sluice missing = Sluice.run(train(folder.resolve("none"), folder.resolve("m.sluice")));
    assertThat(missing.exit()).isEqualTo(1);
    assertThat(missing.said()).contains("there is no such file");
    assertThat(Sluice.run("generate", folder.resolve("none")).exit()).isEqualTo(1);
  }

  @Test
  void aDryRunWritesNothing() throws IOException {
    Path data = days(Locale.ENGLISH, StandardCharsets.UTF_8);
    Path model = folder.resolve("m.sluice");
    Sluice dry = Sluice.run(train(data, model, "--dry-run"));
    assertThat(dry.exit()).as(dry.err()).isZero();
    assertThat(dry.out()).contains("parameters");
    assertThat(model).doesNotExist();
  }
}
