package dev.sluice.cli.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.Sluice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `reproduce cmudict` on some words, and `dates` on fewer.
class CmuDictCommandTest {
  @TempDir private Path folder;

  private void write(int words) throws IOException {
    StringBuilder text = new StringBuilder("# words\n");
    for (int i = 0; i < words; i++) {
      String word = "w" + Integer.toString(i, 26).replaceAll("[0-9]", "o");
      text.append(word).append(i).append(" W OW1 D").append(i % 2).append("\n");
      text.append(word).append(i).append("(2) W AO0 # another way\n");
    }
    Files.writeString(folder.resolve("cmudict.dict"), text);
  }

  @Test
  void errorsWithStressAndWithout() throws IOException {
    write(80);
    Path model = folder.resolve("said.sluice");
    Sluice call = call("--out", model);
    assertThat(call.exit()).as(call.err()).isZero();
    assertThat(call.lines().getFirst()).contains("stress removed / with stress", "test words.");
    assertThat(call.lines().get(2)).startsWith("seed  parameters  epochs  best  seconds  val");
    assertThat(call.lines().get(3))
        .matches(" +1 +\\d+ +8 +\\d+ +\\d+( +[\\d.]+ / [\\d.]+){4} +\\d+")
        .hasSameSizeAs(call.lines().get(2));
    assertThat(call.lines().getLast()).startsWith("Test words wrong, stress removed ");
    Sluice said = Sluice.reading("wo1\n", "translate", model);
    assertThat(said.exit()).as(said.err()).isZero();
    Sluice again = call("--out", model);
    assertThat(again.exit()).isOne();
    assertThat(again.said()).contains("said.sluice").hasLineCount(1);
  }

  @Test
  void equalTrainingsGiveEqualModels() throws IOException {
    write(80);
    Path one = folder.resolve("one.sluice");
    Path two = folder.resolve("two.sluice");
    assertThat(call("--out", one, "--threads", 1).exit()).isZero();
    assertThat(call("--out", two, "--threads", 2).exit()).isZero();
    assertSameFiles(one, two);
    assertThat(Files.readString(one.resolve("README.md")))
        .contains("seed  parameters  epochs  best  validation words", "test phonemes\n");
  }

  static void assertSameFiles(Path one, Path two) throws IOException {
    try (Stream<Path> files = Files.list(one)) {
      assertThat(files.toList())
          .hasSizeGreaterThan(3)
          .allSatisfy(
              file -> assertThat(two.resolve(file.getFileName())).hasSameBinaryContentAs(file));
    }
  }

  @Test
  void linesOfJson() throws IOException {
    write(80);
    Sluice call = call("--json", "--seeds", 2);
    assertThat(call.exit()).as(call.err()).isZero();
    assertThat(call.lines()).hasSize(2);
    assertThat(call.lines().getLast())
        .startsWith("{\"data\":\"cmudict\",\"seed\":2,\"parameters\":")
        .contains("\"test_words\":", "\"test_word_error\":", "\"test_phoneme_error\":")
        .contains("\"test_stressed_word_error\":", "\"words_per_second\":");
  }

  @Test
  void whatIsNoDictionaryIsSaidInOneSentence() throws IOException {
    refuses("cmudict.dict: there is no such file; check the path");
    write(1);
    refuses("of 1 words is in the part for ");
    Files.writeString(folder.resolve("cmudict.dict"), "word\n");
    refuses("cmudict.dict: line 1: 'word' has no phonemes");
  }

  private void refuses(String sentence) {
    Sluice call = call();
    assertThat(call.exit()).isOne();
    assertThat(call.out()).isEmpty();
    assertThat(call.said()).contains(sentence).hasLineCount(1);
  }

  private Sluice call(Object... options) {
    return Sluice.run(
        Stream.concat(Stream.of("reproduce", "cmudict", "--data", folder), Stream.of(options))
            .toArray());
  }

  @Test
  void datesNeedNoData() {
    Path model = folder.resolve("dates.sluice");
    Sluice call =
        Sluice.run("reproduce", "dates", "--examples", 64, "--out", model, "--threads", 1);
    assertThat(call.exit()).as(call.err()).isZero();
    assertThat(call.lines().get(2))
        .isEqualTo(
            "seed  parameters  epochs  best  seconds  validation  greedy  beam of 5  dates/s");
    assertThat(call.lines().get(3))
        .matches(" +1 +\\d+ +6 +\\d+ +\\d+( +[\\d.]+){3} +\\d+")
        .hasSameSizeAs(call.lines().get(2));
    assertThat(call.lines().stream().filter(line -> line.contains(" -> "))).hasSize(3);
    assertThat(model.resolve("README.md"))
        .content(StandardCharsets.UTF_8)
        .contains("best  validation  greedy  beam of 5\n")
        .doesNotContain("seconds", "dates/s");
    Sluice again = Sluice.run("reproduce", "dates", "--out", model);
    assertThat(again.exit()).isOne();
    assertThat(again.said()).contains("dates.sluice").hasLineCount(1);
  }

  @Test
  void datesAsJson() {
    Sluice call = Sluice.run("reproduce", "dates", "--examples", 32, "--json");
    assertThat(call.exit()).as(call.err()).isZero();
    assertThat(call.lines()).hasSize(1);
    assertThat(call.out())
        .contains("\"test_exact_greedy\":", "\"test_exact_beam\":", "\"dates_per_second\":")
        .contains("\"examples\":[{\"text\":\"");
  }
}
