package dev.sluice.tasks.speech.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.tensor.Seed;
import dev.sluice.testing.RandomSeed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Beams of any width against the search as it is written down: a map from texts to two
/// probabilities, which is cut to the best after each frame.
class BeamReferenceTest {
  private static final Seed SEED = Seed.of(RandomSeed.forClass(BeamReferenceTest.class));
  private static final int CLASSES = 4;
  private static final List<String> LISTED = List.of("a", "ab", "ba", "abb");
  private static final Alphabet LETTERS = Alphabet.characters(List.of("a", " ", "b"), " ");
  private static final Alphabet DIGITS = Alphabet.words(List.of("one", "two", "three"));
  private static final NgramModel MODEL =
      NgramModel.train(
          List.of(List.of("two", "one"), List.of("one", "one", "three"), List.of("a", "ab", "b")),
          3);

  /// Probabilities of the paths that end with a blank, and with the last symbol.
  private record Ends(double blank, double symbol) {
    double total() {
      return blank + symbol;
    }

    Ends plus(Ends other) {
      return new Ends(blank + other.blank, symbol + other.symbol);
    }
  }

  private static List<List<Integer>> search(BeamDecoder decoder, float[] y) {
    Map<List<Integer>, Ends> beam = new HashMap<>(Map.of(List.of(), new Ends(1, 0)));
    for (int t = 0; t < y.length / CLASSES; t++) {
      Map<List<Integer>, Ends> next = new HashMap<>();
      for (Map.Entry<List<Integer>, Ends> each : beam.entrySet()) {
        List<Integer> text = each.getKey();
        Ends ends = each.getValue();
        int last = text.isEmpty() ? 0 : text.getLast();
        double said = text.isEmpty() ? 0 : ends.symbol * Math.exp(y[CLASSES * t + last]);
        next.merge(text, new Ends(ends.total() * Math.exp(y[CLASSES * t]), said), Ends::plus);
        for (int k = 1; k < CLASSES; k++) {
          List<Integer> longer = new ArrayList<>(text);
          longer.add(k);
          double into = k == last ? ends.blank : ends.total();
          if (into > 0 && isListed(decoder, longer, false)) {
            next.merge(longer, new Ends(0, into * Math.exp(y[CLASSES * t + k])), Ends::plus);
          }
        }
      }
      beam.clear();
      next.entrySet().stream()
          .sorted((a, b) -> Double.compare(score(decoder, b, false), score(decoder, a, false)))
          .limit(decoder.width())
          .forEach(each -> beam.put(each.getKey(), each.getValue()));
    }
    return beam.entrySet().stream()
        .filter(each -> isListed(decoder, each.getKey(), true))
        .sorted((a, b) -> Double.compare(score(decoder, b, true), score(decoder, a, true)))
        .map(Map.Entry::getKey)
        .toList();
  }

  /// @param isEnd whether the last word is complete, with a separator behind it or not
  private static boolean isListed(BeamDecoder decoder, List<Integer> text, boolean isEnd) {
    if (decoder.words().isEmpty()) {
      return true;
    }
    List<String> words = Paths.words(decoder.alphabet(), text);
    boolean isOpen = !isEnd && !decoder.alphabet().endsWord(text.getLast());
    int complete = words.size() - (isOpen ? 1 : 0);
    return LISTED.containsAll(words.subList(0, complete))
        && (!isOpen || LISTED.stream().anyMatch(word -> word.startsWith(words.getLast())));
  }

  private static double score(
      BeamDecoder decoder, Map.Entry<List<Integer>, Ends> text, boolean isEnd) {
    double sound = Math.log(text.getValue().total());
    if (decoder.language().isEmpty()) {
      return sound;
    }
    LanguageWeights weights = decoder.language().get();
    List<String> words = new ArrayList<>(Paths.words(decoder.alphabet(), text.getKey()));
    if (!isEnd && !words.isEmpty() && !decoder.alphabet().endsWord(text.getKey().getLast())) {
      words.removeLast();
    }
    double language = isEnd ? weights.model().logProbability(words) : 0;
    for (int i = 0; !isEnd && i < words.size(); i++) {
      language += weights.model().logProbability(words.subList(0, i), words.get(i));
    }
    return sound + weights.alpha() * language + weights.beta() * words.size();
  }

  @Test
  void everyWidthFollowsWhatTheSearchFollows() {
    for (int round = 0; round < 150; round++) {
      Seed seed = SEED.at(round);
      float[] y = Paths.random(seed.at(1), 25, CLASSES, 1.5);
      int width = 2 + seed.below(9, 2);
      LanguageWeights weights =
          new LanguageWeights(MODEL, 1.5 * seed.uniform(3), 4 * seed.uniform(4) - 1);
      Optional<LanguageWeights> language = round % 3 == 0 ? Optional.empty() : Optional.of(weights);
      Alphabet alphabet = round % 2 == 0 ? LETTERS : DIGITS;
      Optional<WordTrie> words =
          alphabet == LETTERS && round % 4 == 0
              ? Optional.of(WordTrie.of(LETTERS, LISTED))
              : Optional.empty();
      BeamDecoder decoder = new BeamDecoder(alphabet, width, words, language);
      List<List<Integer>> expected = search(decoder, y);
      List<Hypothesis> found = decoder.best(width, y);
      if (expected.isEmpty()) {
        assertThat(found.getFirst().ending()).isEqualTo(Hypothesis.Ending.CUT);
      } else {
        assertThat(found.stream().map(each -> Paths.ids(each.symbols())).toList())
            .as("round %d, width %d", round, width)
            .isEqualTo(expected);
      }
    }
  }
}
