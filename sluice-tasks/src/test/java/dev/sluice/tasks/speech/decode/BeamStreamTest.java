package dev.sluice.tasks.speech.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.tensor.Seed;
import dev.sluice.testing.RandomSeed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BeamStreamTest {
  private static final Seed SEED = Seed.of(RandomSeed.forClass(BeamStreamTest.class));
  private static final Alphabet LETTERS = Alphabet.characters(List.of("a", " ", "b"), " ");
  private static final Alphabet DIGITS = Alphabet.words(List.of("one", "two", "three"));
  private static final NgramModel MODEL =
      NgramModel.train(
          List.of(
              List.of("two", "one"),
              List.of("two", "one", "one"),
              List.of("three", "three"),
              List.of("a", "ab"),
              List.of("ba", "a")),
          2);

  /// Plain, with a model, and with a list of words too.
  private static List<BeamDecoder> decoders(int width) {
    List<BeamDecoder> decoders = new ArrayList<>();
    for (Alphabet alphabet : List.of(LETTERS, DIGITS)) {
      BeamDecoder plain = BeamDecoder.of(alphabet, width);
      BeamDecoder language = plain.language(new LanguageWeights(MODEL, 0.8, 0.6));
      List<String> words = alphabet == LETTERS ? List.of("a", "ab", "ba") : List.of("one", "two");
      decoders.addAll(List.of(plain, language, language.words(WordTrie.of(alphabet, words))));
    }
    return decoders;
  }

  private static float[] frame(float[] y, int t) {
    return Arrays.copyOfRange(y, 4 * t, 4 * (t + 1));
  }

  private static List<String> texts(List<DecodedWord> words) {
    return words.stream().map(DecodedWord::word).toList();
  }

  @Test
  void withoutALimitTheWordsAreThoseOfTheWhole() {
    int early = 0;
    for (int round = 0; round < 60; round++) {
      Seed seed = SEED.at(round);
      float[] y = Paths.random(seed.at(1), seed.below(80, 1), 4, 3);
      for (BeamDecoder decoder : decoders(1 + seed.below(12, 2))) {
        BeamStream stream = decoder.stream(BeamStream.UNLIMITED);
        List<DecodedWord> words = new ArrayList<>();
        int at = 0;
        for (int i = 0; at < y.length; i++) {
          int to = Math.min(y.length, at + 4 * seed.below(6, 100 + i));
          words.addAll(stream.push(Arrays.copyOfRange(y, at, to)));
          at = to;
        }
        early += words.size();
        words.addAll(stream.finish());
        Hypothesis whole = decoder.decode(y);
        assertThat(texts(words)).isEqualTo(texts(whole.words()));
        assertThat(stream.ending()).isEqualTo(whole.ending());
      }
    }
    assertThat(early).as("words before the end").isPositive();
  }

  /// The words so far and those to come are at each frame those of the best of all frames so far;
  /// what is committed is as the best had it at that frame.
  @Test
  void committedWordsAreThoseOfTheBestAtThatFrame() {
    for (int round = 0; round < 30; round++) {
      Seed seed = SEED.at(1000 + round);
      float[] y = Paths.random(seed.at(1), 50, 4, 3);
      for (Alphabet alphabet : List.of(LETTERS, DIGITS)) {
        BeamDecoder decoder = BeamDecoder.of(alphabet, 1 + seed.below(12, 2));
        BeamStream stream = decoder.stream(BeamStream.UNLIMITED);
        List<DecodedWord> committed = new ArrayList<>();
        for (int t = 0; t < 50; t++) {
          List<DecodedWord> more = stream.push(frame(y, t));
          List<DecodedWord> best = decoder.decode(Arrays.copyOf(y, 4 * (t + 1))).words();
          assertThat(best.subList(committed.size(), committed.size() + more.size()))
              .isEqualTo(more);
          committed.addAll(more);
          assertThat(best.subList(committed.size(), best.size())).isEqualTo(stream.pending());
        }
      }
    }
  }

  @Test
  void noCompleteWordWaitsLongerThanTheDelay() {
    int decided = 0;
    for (int round = 0; round < 40; round++) {
      Seed seed = SEED.at(2000 + round);
      float[] y = Paths.random(seed.at(1), 70, 4, 1.5);
      int delay = seed.below(8, 3);
      for (BeamDecoder decoder : decoders(2 + seed.below(12, 2))) {
        BeamStream stream = decoder.stream(delay);
        List<DecodedWord> words = new ArrayList<>();
        for (int t = 0; t < 70; t++) {
          for (DecodedWord word : stream.push(frame(y, t))) {
            assertThat(word.start()).isBetween(0, word.end());
            assertThat(word.end()).isLessThanOrEqualTo(t);
            words.add(word);
          }
          List<DecodedWord> waiting = stream.pending();
          // The last word of characters may not be complete.
          int complete =
              decoder.alphabet() == LETTERS ? Math.max(0, waiting.size() - 1) : waiting.size();
          for (DecodedWord word : waiting.subList(0, complete)) {
            assertThat(t - word.end()).isLessThan(delay);
          }
        }
        words.addAll(stream.finish());
        decided += texts(words).equals(texts(decoder.decode(y).words())) ? 0 : 1;
      }
    }
    assertThat(decided).as("results that the delay changed").isPositive();
  }

  /// One or three, then two, which follows one only.
  private static final float[] OPEN =
      Paths.of(
          0.02, 0.46, 0.02, 0.50, //
          0.94, 0.02, 0.02, 0.02, //
          0.94, 0.02, 0.02, 0.02, //
          0.94, 0.02, 0.02, 0.02, //
          0.02, 0.02, 0.94, 0.02, //
          0.94, 0.02, 0.02, 0.02);

  private static BeamDecoder following() {
    NgramModel model =
        NgramModel.train(List.of(List.of("one", "two"), List.of("three"), List.of("three")), 2);
    return BeamDecoder.of(DIGITS, 10).language(new LanguageWeights(model, 1, 0));
  }

  private static List<String> moments(BeamStream stream) {
    List<String> moments = new ArrayList<>();
    for (int t = 0; t < OPEN.length / 4; t++) {
      for (DecodedWord word : stream.push(frame(OPEN, t))) {
        moments.add(t + ":" + word.word());
      }
    }
    stream.finish().forEach(word -> moments.add("end:" + word.word()));
    return moments;
  }

  @Test
  void aLongDelayHearsWhatComesAndAShortOneDecides() {
    assertThat(following().decode(OPEN).text()).isEqualTo("one two");
    assertThat(moments(following().stream(BeamStream.UNLIMITED))).endsWith("end:two");
    assertThat(DecodedWord.text(words(following().stream(5)))).isEqualTo("one two");
    // At frame 2 three is better, and stays.
    assertThat(moments(following().stream(2))).startsWith("2:three");
    assertThat(moments(following().stream(2))).doesNotContain("end:one");
  }

  private static List<DecodedWord> words(BeamStream stream) {
    List<DecodedWord> words = new ArrayList<>(stream.push(OPEN));
    words.addAll(stream.finish());
    return words;
  }

  @Test
  void whatAllAgreeOnIsOutAtOnce() {
    float[] y =
        Paths.of(
            0, 1, 0, 0, //
            0, 0, 1, 0, //
            0.5, 0, 0, 0.5);
    BeamStream stream = BeamDecoder.of(LETTERS, 8).stream(BeamStream.UNLIMITED);
    assertThat(stream.push(frame(y, 0))).isEmpty();
    assertThat(stream.pending()).containsExactly(new DecodedWord("a", 0, 0, 1));
    assertThat(stream.push(frame(y, 1))).containsExactly(new DecodedWord("a", 0, 0, 1));
    assertThat(stream.pending()).isEmpty();
    assertThat(stream.push(frame(y, 2))).isEmpty();
    assertThat(texts(stream.finish())).isEmpty();
    assertThat(stream.ending()).isEqualTo(Hypothesis.Ending.COMPLETE);
    assertThatThrownBy(() -> stream.push(y)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(stream::finish).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theEndSaysThatAWordWasCutOff() {
    BeamStream stream =
        BeamDecoder.of(LETTERS, 1).words(WordTrie.of(LETTERS, List.of("a", "ab", "bb"))).stream(3);
    List<DecodedWord> words = new ArrayList<>(stream.push(Paths.saying(4, 1, 2, 3)));
    words.addAll(stream.finish());
    assertThat(texts(words)).containsExactly("a");
    assertThat(stream.ending()).isEqualTo(Hypothesis.Ending.CUT);
  }

  @Test
  void aBadFrameLosesNoWord() {
    BeamStream stream = BeamDecoder.of(DIGITS, 4).stream(0);
    float[] y = Paths.saying(4, 2, 0);
    y[4] = 1;
    assertThatThrownBy(() -> stream.push(y)).hasMessageContaining("frame 1, class 0 has 1.0");
    assertThat(DecodedWord.text(stream.push(Paths.saying(4, 3)))).isEqualTo("two three");
  }
}
