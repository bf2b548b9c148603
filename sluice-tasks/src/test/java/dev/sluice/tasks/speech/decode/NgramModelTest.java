package dev.sluice.tasks.speech.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.tensor.Seed;
import dev.sluice.testing.RandomSeed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NgramModelTest {
  private static final Seed SEED = Seed.of(RandomSeed.forClass(NgramModelTest.class));

  static List<List<String>> sentences(Seed seed, int count) {
    List<List<String>> sentences = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> sentence = new ArrayList<>();
      for (int j = seed.at(i).below(7, 0); j > 0; j--) {
        int one = seed.at(i).below(6, j);
        sentence.add("w" + Math.min(one, seed.at(i).below(6, 100 + j)));
      }
      sentences.add(sentence);
    }
    return sentences;
  }

  /// Written from the definition: counts by looking through the text.
  private record WittenBell(List<List<String>> text, int words) {
    double probability(List<String> history, String word) {
      int after = 0;
      int count = 0;
      Set<String> different = new HashSet<>();
      for (List<String> sentence : text) {
        List<String> all = new ArrayList<>(sentence);
        all.addFirst("<s>");
        all.addLast("</s>");
        for (int i = Math.max(1, history.size()); i < all.size(); i++) {
          if (all.subList(i - history.size(), i).equals(history)) {
            after++;
            count += all.get(i).equals(word) ? 1 : 0;
            different.add(all.get(i));
          }
        }
      }
      double shorter =
          history.isEmpty()
              ? 1.0 / (words + 2)
              : probability(history.subList(1, history.size()), word);
      return after == 0
          ? shorter
          : (count + different.size() * shorter) / (after + different.size());
    }
  }

  private static List<List<String>> histories(int longest) {
    List<List<String>> all = new ArrayList<>(List.of(List.of()));
    for (int from = 0, length = 0; length < longest; length++) {
      int to = all.size();
      for (int i = from; i < to; i++) {
        for (String word : List.of("w0", "w1", "w2", "w5", "never")) {
          List<String> longer = new ArrayList<>(all.get(i));
          longer.add(word);
          all.add(longer);
        }
      }
      from = to;
    }
    return all;
  }

  @Test
  void probabilitiesAreThoseOfTheDefinition() {
    for (int order = 1; order <= 5; order++) {
      List<List<String>> text = sentences(SEED.at(order), 12);
      NgramModel model = NgramModel.train(text, order);
      int words = (int) text.stream().flatMap(List::stream).distinct().count();
      WittenBell expected = new WittenBell(text, words);
      for (List<String> history : histories(3)) {
        List<String> seen = new ArrayList<>(history);
        seen.addFirst("<s>");
        List<String> looked = seen.subList(Math.max(0, seen.size() - order + 1), seen.size());
        for (String word : List.of("w0", "w3", "</s>", "never")) {
          assertThat(model.logProbability(history, word))
              .as("order %d, %s after %s", order, word, history)
              .isCloseTo(Math.log(expected.probability(looked, word)), within(1e-12));
        }
      }
    }
  }

  @Test
  void probabilitiesSumToOneAfterEveryHistory() {
    for (int order = 1; order <= 5; order++) {
      NgramModel model = NgramModel.train(sentences(SEED.at(50 + order), 30), order);
      assertThat(model.vocabulary()).contains(NgramModel.UNKNOWN).doesNotContain("<s>", "</s>");
      for (List<String> history : histories(4)) {
        double sum = Math.exp(model.logProbability(history, NgramModel.END));
        for (String word : model.vocabulary()) {
          sum += Math.exp(model.logProbability(history, word));
        }
        assertThat(sum).as("order %d after %s", order, history).isCloseTo(1, within(1e-12));
      }
    }
  }

  /// By hand: three words after nothing, "a" twice, and the end twice, so C = 5 and T = 3.
  @Test
  void aSmallTextByHand() {
    List<List<String>> text = List.of(List.of("a", "b"), List.of("a"));
    NgramModel one = NgramModel.train(text, 1);
    assertThat(Math.exp(one.logProbability(List.of(), "a")))
        .isCloseTo((2 + 3 * 0.25) / 8, within(1e-15));
    assertThat(Math.exp(one.logProbability(List.of("b"), "b")))
        .isCloseTo((1 + 3 * 0.25) / 8, within(1e-15));
    assertThat(Math.exp(one.logProbability(List.of(), "x"))).isCloseTo(3 * 0.25 / 8, within(1e-15));
    NgramModel two = NgramModel.train(text, 2);
    // Behind the beginning stands a, twice; behind a stand b and the end.
    assertThat(Math.exp(two.logProbability(List.of(), "a")))
        .isCloseTo((2 + 2.75 / 8) / 3, within(1e-15));
    assertThat(Math.exp(two.logProbability(List.of("a"), "</s>")))
        .isCloseTo((1 + 2 * 2.75 / 8) / 4, within(1e-15));
    assertThat(Math.exp(two.logProbability(List.of("a"), "a")))
        .isCloseTo(2 * 2.75 / 8 / 4, within(1e-15));
    assertThat(two.logProbability(List.of("a", "b")))
        .isCloseTo(
            two.logProbability(List.of(), "a")
                + two.logProbability(List.of("a"), "b")
                + two.logProbability(List.of("a", "b"), "</s>"),
            within(1e-14));
    assertThat(two).hasToString("NgramModel[order 2, 3 words, 9 n-grams]");
  }

  @Test
  void whatCannotBeLearnedFromIsNamed() {
    List<List<String>> good = List.of(List.of("a"));
    assertThatThrownBy(() -> NgramModel.train(good, 0))
        .hasMessageContaining("order 0; from 1 to 5");
    assertThatThrownBy(() -> NgramModel.train(good, 6)).hasMessageContaining("order 6");
    assertThatThrownBy(() -> NgramModel.train(List.of(), 2)).hasMessageContaining("no sentence");
    for (String word : List.of("<s>", "</s>", "<unk>")) {
      assertThatThrownBy(() -> NgramModel.train(List.of(List.of(word)), 2))
          .hasMessageContaining(word + " is reserved");
    }
    for (String word : List.of("", "a b", "a\tb", "\uD800")) {
      assertThatThrownBy(() -> NgramModel.train(List.of(List.of("ok", word)), 2))
          .hasMessageContaining("split sentences at blanks");
    }
    NgramModel model = NgramModel.train(good, 2);
    assertThatThrownBy(() -> model.logProbability(List.of(), "<s>"))
        .hasMessageContaining("stands before a sentence");
    assertThat(NgramModel.train(List.of(Collections.<String>emptyList()), 2).vocabulary())
        .containsExactly(NgramModel.UNKNOWN);
  }
}
