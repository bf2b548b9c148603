package dev.sluice.tasks.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.translate.CmuDict.Word;
import dev.sluice.tasks.translate.PhonemeScore.Errors;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhonemeScoreTest {
  private static final Word READ = new Word("read", List.of("R EH1 D", "R IY1 D"));
  private static final Word ABOUT = new Word("about", List.of("AH0 B AW1 T"));

  private static void assertErrors(Errors found, double word, double phoneme) {
    assertThat(found.word()).isEqualTo(word, within(1e-12));
    assertThat(found.phoneme()).isEqualTo(phoneme, within(1e-12));
  }

  @Test
  void anyListedWayIsRight() {
    PhonemeScore score = PhonemeScore.of(List.of(READ, ABOUT), List.of("R IY1 D", "AH0 B AW1 T"));
    assertThat(score.words()).isEqualTo(2);
    assertErrors(score.stressed(), 0, 0);
    assertErrors(score.plain(), 0, 0);
  }

  @Test
  void anotherStressIsRightWithoutIt() {
    PhonemeScore score = PhonemeScore.of(List.of(READ, ABOUT), List.of("R IY1 D", "AH1 B AW0 T"));
    assertErrors(score.stressed(), 1 / 2.0, 2 / 7.0);
    assertErrors(score.plain(), 0, 0);
  }

  @Test
  void editsAreCountedToTheNearestWay() {
    Word twice = new Word("either", List.of("IY1 DH ER0", "AY1 DH AH0 R Z"));
    PhonemeScore score = PhonemeScore.of(List.of(twice), List.of("AY1 DH AH0 Z"));
    assertErrors(score.stressed(), 1, 1 / 5.0); // to the longer one: R is missing
    assertErrors(score.plain(), 1, 1 / 5.0);
    // Equally far from both without stress: the first one's length counts.
    Word same = new Word("x", List.of("A1 B", "A2 C D"));
    assertErrors(PhonemeScore.of(List.of(same), List.of("A2 C")).stressed(), 1, 1 / 3.0);
    assertErrors(PhonemeScore.of(List.of(same), List.of("A2 C")).plain(), 1, 1 / 2.0);
  }

  /// One edit from the first way, and two from the second; without stress it is the second.
  @Test
  void withoutStressTheNearestWayIsAnother() {
    Word word = new Word("x", List.of("IY1 AH1 Z", "IY0 AH0 S"));
    PhonemeScore score = PhonemeScore.of(List.of(word), List.of("IY1 AH1 S"));
    assertErrors(score.stressed(), 1, 1 / 3.0);
    assertErrors(score.plain(), 0, 0);
  }

  @Test
  void nothingAndTooMuchIsWrong() {
    PhonemeScore score = PhonemeScore.of(List.of(ABOUT, READ), List.of("", "R R R R R R R"));
    assertErrors(score.stressed(), 1, (4 + 6) / 7.0);
  }

  @Test
  void tellsHowManyAreSaid() {
    List<Word> words = List.of(READ, ABOUT);
    TranslatorVocabulary vocabulary = CmuDict.vocabulary(CmuDict.pairs(words));
    TranslatorSpec spec =
        TranslatorSpec.of(
            GruSpec.of(4, 4).direction(Direction.BOTH),
            GruSpec.of(8, 4),
            vocabulary.sourceSize(),
            vocabulary.targetSize());
    Translator model = Translator.of(TranslatorNetwork.create(spec, Seed.of(1)), vocabulary);
    List<Integer> told = new ArrayList<>();
    try (Workspace workspace = Workspace.threads(1)) {
      PhonemeScore score = PhonemeScore.of(model, words, Search.beam(1), workspace, told::add);
      assertThat(score).isEqualTo(PhonemeScore.of(model, words, Search.beam(1), workspace));
    }
    assertThat(told).endsWith(2);
  }

  @Test
  void eachWordIsSaidOnce() {
    assertThatThrownBy(() -> PhonemeScore.of(List.of(READ), List.of()))
        .hasMessageContaining("1 words, 0 are said");
    assertThatThrownBy(() -> PhonemeScore.of(List.of(), List.of()))
        .hasMessageContaining("give one word or more");
  }
}
