package dev.sluice.tasks.speech.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.tensor.Seed;
import dev.sluice.testing.RandomSeed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BeamTest {
  private static final Seed SEED = Seed.of(RandomSeed.forClass(BeamTest.class));
  private static final Alphabet LETTERS = Alphabet.characters(List.of("a", " ", "b"), " ");
  private static final Alphabet DIGITS = Alphabet.words(List.of("one", "two", "three"));
  private static final int WIDE = 3000;

  /// One symbol: the blank is likeliest in both frames, but three of the four paths say it.
  @Test
  void theLikeliestPathIsNotTheLikeliestText() {
    Alphabet one = Alphabet.words(List.of("hello"));
    float[] y = Paths.of(0.6, 0.4, 0.6, 0.4);
    assertThat(GreedyDecoder.of(one).decode(y).words()).isEmpty();
    Hypothesis best = BeamDecoder.of(one, 2).decode(y);
    assertThat(best.text()).isEqualTo("hello");
    assertThat(Math.exp(best.logProbability())).isCloseTo(0.64, within(1e-6));
    assertThat(best.score()).isEqualTo(best.logProbability());
    assertThat(best.ending()).isEqualTo(Hypothesis.Ending.COMPLETE);
    // Hello twice needs a blank between, for which there is no frame.
    assertThat(BeamDecoder.of(one, 9).best(9, y).stream().map(Hypothesis::text))
        .containsExactly("hello", "");
  }

  @Test
  void symbolsThatRepeatNeedABlankBetween() {
    Alphabet one = Alphabet.words(List.of("a"));
    float[] y = Paths.of(0.3, 0.7, 0.4, 0.6, 0.2, 0.8);
    double twice = 0.7 * 0.4 * 0.8;
    List<Hypothesis> all = BeamDecoder.of(one, 3).best(3, y);
    assertThat(all.stream().map(Hypothesis::text)).containsExactly("a", "a a", "");
    assertThat(Math.exp(all.get(1).logProbability())).isCloseTo(twice, within(1e-6));
    assertThat(Math.exp(all.getFirst().logProbability()))
        .isCloseTo(1 - twice - 0.3 * 0.4 * 0.2, within(1e-6));
  }

  @Test
  void aWideBeamFindsAllTextsThereAre() {
    for (int round = 0; round < 60; round++) {
      Seed seed = SEED.at(round);
      int frames = seed.below(7, 1);
      int classes = 2 + seed.below(3, 2);
      float[] y = Paths.random(seed.at(1), frames, classes, 1.5);
      Alphabet alphabet = Alphabet.words(List.of("x", "y", "z").subList(0, classes - 1));
      Map<List<Integer>, Double> all = Paths.enumerate(y, classes);
      List<Hypothesis> found = BeamDecoder.of(alphabet, WIDE).best(WIDE, y);
      assertThat(found).hasSameSizeAs(all.keySet());
      assertThat(found)
          .isSortedAccordingTo(Comparator.comparingDouble(Hypothesis::score).reversed());
      for (Hypothesis each : found) {
        List<Integer> ids = Paths.ids(each.symbols());
        assertThat(Math.exp(each.logProbability()) / all.get(ids)).isCloseTo(1, within(1e-9));
        assertThat(each.logProbability()).isCloseTo(Paths.ctc(y, classes, ids), within(1e-9));
        assertThat(each.words().stream().map(DecodedWord::word).toList())
            .isEqualTo(Paths.words(alphabet, ids));
      }
    }
  }

  private static NgramModel language() {
    return NgramModel.train(
        List.of(List.of("a", "b"), List.of("b", "a", "ab"), List.of("two", "one"), List.of("a")),
        3);
  }

  /// The definition of the score, for every text that is there.
  private static double score(
      Alphabet alphabet, LanguageWeights weights, Map.Entry<List<Integer>, Double> text) {
    List<String> words = Paths.words(alphabet, text.getKey());
    return Math.log(text.getValue())
        + weights.alpha() * weights.model().logProbability(words)
        + weights.beta() * words.size();
  }

  @Test
  void listsAndLanguageChooseAsDefined() {
    Set<String> listed = Set.of("a", "ab", "ba", "aab", "two", "three");
    for (int round = 0; round < 60; round++) {
      Seed seed = SEED.at(1000 + round);
      float[] y = Paths.random(seed.at(1), 1 + seed.below(6, 1), 4, 1.5);
      LanguageWeights weights =
          new LanguageWeights(language(), 2 * seed.uniform(3), 3 * seed.uniform(4) - 1.5);
      for (Alphabet alphabet : List.of(LETTERS, DIGITS)) {
        BeamDecoder free = BeamDecoder.of(alphabet, WIDE).language(weights);
        boolean isListed = round % 2 == 0;
        BeamDecoder decoder = isListed ? free.words(listed(alphabet, listed)) : free;
        List<Map.Entry<List<Integer>, Double>> expected =
            Paths.enumerate(y, 4).entrySet().stream()
                .filter(
                    text -> !isListed || listed.containsAll(Paths.words(alphabet, text.getKey())))
                .sorted(
                    Comparator.comparingDouble(
                        (Map.Entry<List<Integer>, Double> text) -> -score(alphabet, weights, text)))
                .toList();
        List<Hypothesis> found = decoder.best(WIDE, y);
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
          assertThat(Paths.ids(found.get(i).symbols())).isEqualTo(expected.get(i).getKey());
          assertThat(found.get(i).score())
              .isCloseTo(score(alphabet, weights, expected.get(i)), within(1e-8));
          assertThat(found.get(i).logProbability())
              .isCloseTo(Math.log(expected.get(i).getValue()), within(1e-8));
        }
      }
    }
  }

  private static WordTrie listed(Alphabet alphabet, Set<String> words) {
    List<String> digits = List.of("two", "three");
    boolean areWords = alphabet.unit() == Alphabet.Unit.WORD;
    return WordTrie.of(
        alphabet, words.stream().filter(word -> digits.contains(word) == areWords).toList());
  }

  /// Frames are those of the likeliest path that says the symbols.
  @Test
  void framesAreThoseOfTheLikeliestPath() {
    for (int round = 0; round < 40; round++) {
      Seed seed = SEED.at(2000 + round);
      float[] y = Paths.random(seed.at(1), 1 + seed.below(7, 1), 3, 1.5);
      Alphabet alphabet = Alphabet.words(List.of("x", "y"));
      for (Hypothesis each : BeamDecoder.of(alphabet, WIDE).best(10, y)) {
        int[] path = Paths.likeliest(y, 3, Paths.ids(each.symbols()));
        assertThat(each.symbols()).isEqualTo(Paths.symbols(y, 3, path));
      }
    }
  }

  @Test
  void aNarrowBeamLosesPathsButTellsNothingWrong() {
    for (int round = 0; round < 30; round++) {
      Seed seed = SEED.at(3000 + round);
      float[] y = Paths.random(seed.at(1), 30, 4, 1.5);
      int width = 1 + seed.below(6, 2);
      BeamDecoder decoder = BeamDecoder.of(LETTERS, width);
      List<Hypothesis> found = decoder.best(10, y);
      assertThat(found).hasSizeBetween(1, width).isEqualTo(decoder.best(10, y.clone()));
      Set<List<Integer>> texts = new HashSet<>();
      for (Hypothesis each : found) {
        List<Integer> ids = Paths.ids(each.symbols());
        assertThat(texts.add(ids)).isTrue();
        assertThat(each.logProbability()).isLessThanOrEqualTo(Paths.ctc(y, 4, ids) + 1e-9);
        int end = -1;
        for (DecodedSymbol symbol : each.symbols()) {
          assertThat(symbol.first()).isGreaterThan(end);
          assertThat(symbol.peak()).isBetween(symbol.first(), symbol.last());
          assertThat(symbol.probability())
              .isEqualTo(StrictMath.exp(y[4 * symbol.peak() + symbol.symbol()]));
          end = symbol.last();
        }
      }
    }
  }

  @Test
  void equalScoresGoToFewerAndLowerSymbols() {
    float[] even = new float[3 * 4];
    java.util.Arrays.fill(even, (float) Math.log(0.25));
    List<List<Integer>> found = new ArrayList<>();
    BeamDecoder.of(DIGITS, WIDE)
        .best(WIDE, even)
        .forEach(each -> found.add(Paths.ids(each.symbols())));
    // In three frames: 6 paths for one symbol, 5 for two different ones, 1 for nothing.
    assertThat(found.subList(0, 9))
        .containsExactly(
            List.of(1),
            List.of(2),
            List.of(3),
            List.of(1, 2),
            List.of(1, 3),
            List.of(2, 1),
            List.of(2, 3),
            List.of(3, 1),
            List.of(3, 2));
    assertThat(found.subList(9, 13))
        .containsExactly(List.of(), List.of(1, 1), List.of(2, 2), List.of(3, 3));
    assertThat(Paths.ids(BeamDecoder.of(DIGITS, 2).decode(even).symbols())).containsExactly(1);
  }

  @Test
  void aModelDecidesWhatTheSoundLeavesOpen() {
    NgramModel model = NgramModel.train(List.of(List.of("one", "two"), List.of("three")), 2);
    // First word: three is a little likelier than one; the second is two for sure.
    float[] y = Paths.of(0.02, 0.45, 0.02, 0.51, 0.9, 0.03, 0.03, 0.04, 0.02, 0.02, 0.94, 0.02);
    BeamDecoder plain = BeamDecoder.of(DIGITS, 20);
    assertThat(plain.decode(y).text()).isEqualTo("three two");
    assertThat(plain.language(new LanguageWeights(model, 1, 0)).decode(y).text())
        .isEqualTo("one two");
    assertThat(plain.language(new LanguageWeights(model, 0, 0)).decode(y).text())
        .isEqualTo("three two");
    assertThat(plain.language(new LanguageWeights(model, 0, -9)).decode(y).text()).isEmpty();
  }

  @Test
  void whatFitsNothingIsCutAndSaysSo() {
    WordTrie list = WordTrie.of(LETTERS, List.of("ab", "bb"));
    BeamDecoder decoder = BeamDecoder.of(LETTERS, 1).words(list);
    Hypothesis whole = decoder.decode(Paths.saying(4, 1, 3, 2, 3, 0, 3));
    assertThat(whole.text()).isEqualTo("ab bb");
    assertThat(whole.ending()).isEqualTo(Hypothesis.Ending.COMPLETE);
    Hypothesis cut = decoder.decode(Paths.saying(4, 1, 3, 2, 3));
    assertThat(cut.text()).isEqualTo("ab");
    assertThat(cut.ending()).isEqualTo(Hypothesis.Ending.CUT);
    assertThat(cut.words().getFirst().end()).isEqualTo(1);
    assertThat(decoder.best(5, Paths.saying(4, 3, 3))).hasSize(1);
    assertThat(decoder.decode(Paths.saying(4, 3, 3)).text()).isEmpty();
    // With room for other beginnings nothing needs to be cut.
    assertThat(decoder.width(50).decode(Paths.saying(4, 1, 3, 2, 3)).ending())
        .isEqualTo(Hypothesis.Ending.COMPLETE);
  }

  @Test
  void aFrameThatLeavesNothingPossibleIsToldToo() {
    WordTrie list = WordTrie.of(LETTERS, List.of("a"));
    float[] y = Paths.of(0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0);
    Hypothesis stuck = BeamDecoder.of(LETTERS, 10).words(list).decode(y);
    assertThat(stuck.ending()).isEqualTo(Hypothesis.Ending.CUT);
    assertThat(stuck.text()).isEqualTo("a");
    assertThat(stuck.logProbability()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(BeamDecoder.of(LETTERS, 10).decode(y).text()).isEqualTo("a b");
    assertThat(BeamDecoder.of(LETTERS, 10).decode(y).logProbability()).isZero();
  }

  @Test
  void whatIsOutOfRangeIsNamed() {
    assertThatThrownBy(() -> BeamDecoder.of(LETTERS, 0))
        .hasMessage("a beam of 0; it follows 1 to 10,000");
    assertThatThrownBy(() -> BeamDecoder.of(LETTERS, 10_001)).hasMessageContaining("10,001");
    BeamDecoder decoder = BeamDecoder.of(LETTERS, 3);
    WordTrie others = WordTrie.of(DIGITS, List.of("one"));
    assertThatThrownBy(() -> decoder.words(others)).hasMessageContaining("for other symbols");
    assertThatThrownBy(() -> decoder.best(0)).hasMessageContaining("the 0 best");
    assertThatThrownBy(() -> decoder.decode(-1f)).hasMessageContaining("no whole frames");
    assertThatThrownBy(() -> decoder.stream(-1)).hasMessageContaining("a delay of -1 frames");
    NgramModel model = language();
    assertThatThrownBy(() -> new LanguageWeights(model, -1, 0)).hasMessageContaining("α is -1.0");
    assertThatThrownBy(() -> new LanguageWeights(model, 1, Double.NaN))
        .hasMessageContaining("β is NaN");
    assertThat(decoder.decode().text()).isEmpty();
    assertThat(decoder.decode().logProbability()).isZero();
  }
}
