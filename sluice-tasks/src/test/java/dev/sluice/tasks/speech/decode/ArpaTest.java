package dev.sluice.tasks.speech.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.model.ModelException;
import dev.sluice.core.model.Overwrite;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.text.TextException;
import dev.sluice.testing.RandomSeed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArpaTest {
  private static final Seed SEED = Seed.of(RandomSeed.forClass(ArpaTest.class));

  /// With a back-off for each context, as other programs write it.
  private static final String SMALL =
      """
      made by hand

      \\data\\
      ngram 1=5
      ngram  2 = 3

      \\1-grams:
      -1.5 <unk>
      -99\t<s>\t-0.25
      -0.6\t</s>
      -0.5\tthe\t0.125
      -0.7 Käse -0.375

      \\2-grams:
      -0.1\t<s> the
      -0.2\tthe Käse
      -3e-1\tKäse </s>

      \\end\\
      """;

  @TempDir private Path folder;

  private static NgramModel read(String text) {
    return NgramModel.fromArpa(text.getBytes(StandardCharsets.UTF_8), "x.arpa");
  }

  @Test
  void numbersAreTheSameAfterWritingAndReading() {
    List<List<String>> histories =
        List.of(
            List.of(),
            List.of("w0"),
            List.of("w1", "w0"),
            List.of("never", "w2", "w1"),
            List.of("w0", "w0", "w0", "w1"));
    for (int order = 1; order <= 5; order++) {
      NgramModel model = NgramModel.train(NgramModelTest.sentences(SEED.at(order), 25), order);
      Path file = folder.resolve("order" + order + ".arpa");
      model.write(file, Overwrite.REFUSE);
      NgramModel read = NgramModel.read(file);
      assertThat(read.order()).isEqualTo(order);
      assertThat(read.vocabulary()).isEqualTo(model.vocabulary());
      for (List<String> history : histories) {
        for (String word : List.of("w0", "w1", "w4", "</s>", "never")) {
          assertThat(read.logProbability(history, word))
              .isEqualTo(model.logProbability(history, word));
        }
      }
      assertThat(read.toArpa()).isEqualTo(model.toArpa());
    }
  }

  @Test
  void theBeginningFollowsNothing() {
    NgramModel model = NgramModel.train(List.of(List.of("a")), 2);
    assertThat(new String(model.toArpa(), StandardCharsets.UTF_8))
        .startsWith("\\data\\\nngram 1=4\nngram 2=2\n\n\\1-grams:\n")
        .contains("\n-99.0\t<s>\t-0.3010299956639812\n")
        .endsWith("\n\n\\end\\\n");
  }

  @Test
  void aFileOfOthersIsRead() {
    NgramModel model = read(SMALL);
    double ln10 = Math.log(10);
    assertThat(model.order()).isEqualTo(2);
    assertThat(model.logProbability(List.of(), "the")).isCloseTo(-0.1 * ln10, within(1e-12));
    assertThat(model.logProbability(List.of(), "Käse"))
        .isCloseTo((-0.25 - 0.7) * ln10, within(1e-12));
    assertThat(model.logProbability(List.of("the"), "Brot"))
        .isCloseTo((0.125 - 1.5) * ln10, within(1e-12));
    // An unknown word in the history leaves nothing to look at.
    assertThat(model.logProbability(List.of("the", "Brot"), "Käse"))
        .isCloseTo(-0.7 * ln10, within(1e-12));
    assertThat(model.logProbability(List.of("the", "Käse")))
        .isCloseTo((-0.1 - 0.2 - 0.3) * ln10, within(1e-12));
    assertThat(model.most()).isCloseTo(0.125 * ln10, within(1e-12));
    NgramModel closed = read(SMALL.replace("-1.5 <unk>\n", "").replace("1=5", "1=4"));
    assertThat(closed.logProbability(List.of("Käse"), "Brot")).isCloseTo(-99 * ln10, within(1e-9));
    assertThat(closed.logProbability(List.of("Brot"), "Käse"))
        .isCloseTo(-0.7 * ln10, within(1e-12));
  }

  @Test
  void longerHistoriesBackOffToWhatIsThere() {
    // b c is there though a b c is not; the suffix of x b is b.
    NgramModel model =
        read(
            """
            \\data\\
            ngram 1=5
            ngram 2=3
            ngram 3=1

            \\1-grams:
            -99 <s> -0.5
            -0.9 </s>
            -0.8 a -0.25
            -0.7 b -0.125
            -0.6 c -0.0625

            \\2-grams:
            -0.4 a b -0.03125
            -0.3 b c
            -0.2 <s> a -2

            \\3-grams:
            -0.1 a b a

            \\end\\
            """);
    double ln10 = Math.log(10);
    assertThat(model.logProbability(List.of("a", "b"), "c"))
        .isCloseTo((-0.03125 - 0.3) * ln10, within(1e-12));
    assertThat(model.logProbability(List.of("a", "b"), "a")).isCloseTo(-0.1 * ln10, within(1e-12));
    assertThat(model.logProbability(List.of("a", "b"), "b"))
        .isCloseTo((-0.03125 - 0.125 - 0.7) * ln10, within(1e-12));
    assertThat(model.logProbability(List.of("a"), "c"))
        .isCloseTo((-2 - 0.25 - 0.6) * ln10, within(1e-12));
    // a b a was said: of it b a is no context, a is.
    assertThat(model.logProbability(List.of("a", "b", "a"), "b"))
        .isCloseTo(-0.4 * ln10, within(1e-12));
  }

  private static void wrong(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(TextException.class)
        .hasMessageStartingWith("x.arpa: ")
        .hasMessageContaining(message);
  }

  @Test
  void whatIsWrongIsNamedWithItsLine() {
    wrong("", "ends in line 0, before \\end\\");
    wrong(SMALL.replace("\\end\\", ""), "ends in line 19, before \\end\\");
    wrong(SMALL.replace("ngram 1=5", "ngram 1=6"), "line 14: there are 5 1-grams before");
    wrong(SMALL.replace("ngram 1=5", "ngram 1=x"), "line 4: \"ngram 1=x\" stands where");
    wrong(SMALL.replace("ngram 1=5\n", ""), "line 4: \"ngram  2 = 3\" stands where \"ngram 1=…\"");
    wrong(SMALL.replace("2 = 3", "2 = 999999999"), "line 19: there are 3 2-grams before");
    wrong(SMALL.replace("\\2-g", "\\3-g"), "line 14: \"\\3-grams:\" stands where \"\\2-grams:\"");
    wrong(SMALL.replace("-1.5 <unk>", "-1.5"), "line 8: 1 fields between blanks; a 1-gram");
    wrong(SMALL.replace("the Käse", "the Käse 0.1"), "line 16: 4 fields between blanks");
    wrong(SMALL.replace("-1.5", "NaN"), "line 8: the log10 probability is \"NaN\"");
    wrong(SMALL.replace("-1.5", "-1e999"), "line 8: the log10 probability is \"-1e999\"");
    wrong(SMALL.replace("-1.5", "0.5"), "line 8: a log10 probability of 0.5; it is at most 0");
    wrong(SMALL.replace("0.125", "0x1"), "line 11: the log10 back-off is \"0x1\"");
    wrong(SMALL.replace("-0.7 Käse", "-0.7 the"), "line 12: the 1-gram of \"-0.7 the -0.375\"");
    wrong(SMALL.replace("the Käse", "the Brot"), "line 16: the word \"Brot\" is not among");
    wrong(SMALL.replace("</s>", "Ende"), "line 14: </s> is not among the 1-grams");
    wrong(
        SMALL
            .replace("ngram  2 = 3\n", "ngram 2=3\nngram 3=1\n")
            .replace("\\end\\", "\\3-grams:\n-1 Käse the the\n\\end\\"),
        "line 21: the n-gram \"-1 Käse the the\" stands there without its beginning up to \"the\"");
    String many =
        SMALL.replace("ngram  2 = 3\n", "ngram 2=3\nngram 3=1\nngram 4=1\nngram 5=1\nngram 6=1\n");
    wrong(many, "line 9: n-grams of 6 words; at most 5 are read");
  }

  @Test
  void filesAreWholeOrNotThere() throws IOException {
    NgramModel model = read(SMALL);
    Path file = folder.resolve("a.arpa");
    model.write(file, Overwrite.REFUSE);
    assertThatThrownBy(() -> model.write(file, Overwrite.REFUSE))
        .isInstanceOf(ModelException.class);
    model.write(file, Overwrite.REPLACE);
    assertThat(Files.readAllBytes(file)).isEqualTo(model.toArpa());
    assertThatThrownBy(() -> NgramModel.read(folder.resolve("none.arpa")))
        .isInstanceOf(TextException.class)
        .hasMessageContaining("no such file");
  }
}
