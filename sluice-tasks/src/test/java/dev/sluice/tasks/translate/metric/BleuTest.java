package dev.sluice.tasks.translate.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.model.Version;
import dev.sluice.core.tensor.Seed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BleuTest {
  private static final Bleu BLEU = Bleu.of(Tokeniser.NONE, Casing.MIXED);

  /// The second example of Papineni et al. 2002, section 2.1: a word counts as often as the
  /// reference with most of it has it.
  @Test
  void matchesAreClipped() {
    BleuScore score =
        BLEU.sentence(
            "the the the the the the the",
            List.of("The cat is on the mat".toLowerCase(java.util.Locale.ROOT), "there is a cat"));
    assertThat(score.precisions().getFirst()).isCloseTo(100.0 * 2 / 7, within(1e-12));
  }

  @Test
  void byHand() {
    BleuScore score = BLEU.score(List.of("a b c d e"), List.of(List.of("a b c d x y")));
    double product = 4 / 5.0 * 3 / 4.0 * 2 / 3.0 * 1 / 2.0;
    assertThat(score.brevityPenalty()).isCloseTo(Math.exp(-0.2), within(1e-15));
    assertThat(score.score())
        .isCloseTo(100 * Math.exp(-0.2) * Math.pow(product, 0.25), within(1e-12));
    assertThat(score.ratio()).isEqualTo(5 / 6.0);
  }

  /// Of two references that are as near, the shorter one.
  @Test
  void nearestReference() {
    assertThat(BLEU.sentence("a b c", List.of("a b c d", "a b")).referenceLength()).isEqualTo(2);
    assertThat(BLEU.sentence("a b c", List.of("a", "a b c d")).referenceLength()).isEqualTo(4);
  }

  @Test
  void itselfIsAHundred() {
    List<String> text = List.of("Ein Hund schläft vor der Tür.", "Zwei Kinder spielen im Garten.");
    BleuScore score = Bleu.standard().score(text, References.one(text));
    assertThat(score.score()).isCloseTo(100, within(1e-12));
    assertThat(score.signature())
        .isEqualTo(
            "nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:sluice-" + Version.CURRENT);
  }

  @Test
  void filesOfReferences() {
    List<List<String>> sentences = References.files(List.of(List.of("a", "b"), List.of("c", "d")));
    assertThat(sentences).containsExactly(List.of("a", "c"), List.of("b", "d"));
    assertThatThrownBy(() -> References.files(List.of(List.of("a", "b"), List.of("c"))))
        .hasMessage(
            "references 2 have 1 sentences, references 1 have 2; give the same in the same order");
    assertThatThrownBy(() -> References.files(List.of()))
        .hasMessage("no references; give one file or more");
  }

  @Test
  void whatDoesNotFitIsRefused() {
    List<List<String>> two = References.one(List.of("a", "b"));
    assertThatThrownBy(() -> BLEU.score(List.of("a"), two))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 hypotheses, but references of 2 sentences; give one hypothesis for each");
    assertThatThrownBy(() -> BLEU.score(List.of(), List.of()))
        .hasMessage("no hypotheses; give one sentence or more");
    assertThatThrownBy(() -> BLEU.score(List.of("a", "b"), List.of(List.of("a"), List.of())))
        .hasMessage("sentence 2 has no reference; give one or more");
    assertThatThrownBy(() -> new Chrf(0, 0, 2, Casing.MIXED))
        .hasMessage("chrF of 0 characters, 0 words and beta 2; give at least 1, 0 and 1");
  }

  /// Both measures together: growth that is not linear in sentences would take minutes.
  @Test
  void thousandsOfSentences() {
    List<String> text = new ArrayList<>();
    for (int t = 0; t < 3_000; t++) {
      StringBuilder line = new StringBuilder();
      Seed seed = Seed.of(1).at(t);
      for (int i = 0; i < 25; i++) {
        line.append("wort").append(seed.below(5_000, i)).append(' ');
      }
      text.add(line.toString());
    }
    long begin = System.nanoTime();
    double bleu = Bleu.standard().score(text, References.one(text)).score();
    double chrf = Chrf.of(Casing.LOWER).score(text, References.one(text)).score();
    assertThat(bleu).isCloseTo(100, within(1e-9));
    assertThat(chrf).isCloseTo(100, within(1e-9));
    assertThat(System.nanoTime() - begin).isLessThan(30_000_000_000L);
  }
}
