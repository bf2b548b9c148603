package dev.sluice.tasks.speech.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.speech.decode.GreedyDecoder.Moment;
import dev.sluice.testing.RandomSeed;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GreedyTest {
  private static final Seed SEED = Seed.of(RandomSeed.forClass(GreedyTest.class));
  private static final Alphabet LETTERS = Alphabet.characters(List.of("a", "b", " "), " ");
  private static final Alphabet DIGITS = Alphabet.words(List.of("one", "two", "three"));

  @Test
  void symbolsHaveTheirFrames() {
    // Best path: a a - a b, with the first a likeliest in frame 1.
    float[] y =
        Paths.of(
            0.1, 0.5, 0.2, 0.2, //
            0.1, 0.7, 0.1, 0.1, //
            0.8, 0.1, 0.05, 0.05, //
            0.2, 0.6, 0.1, 0.1, //
            0.3, 0.1, 0.4, 0.2);
    GreedyDecoding decoded = GreedyDecoder.of(LETTERS).decode(y);
    assertThat(decoded.symbols())
        .usingRecursiveComparison()
        .withComparatorForType((x, z) -> Math.abs(x - z) < 1e-6 ? 0 : 1, Double.class)
        .isEqualTo(
            List.of(
                new DecodedSymbol(1, 0, 1, 1, 0.7),
                new DecodedSymbol(1, 3, 3, 3, 0.6),
                new DecodedSymbol(2, 4, 4, 4, 0.4)));
    assertThat(decoded.words()).hasSize(1);
    DecodedWord word = decoded.words().getFirst();
    assertThat(word.word()).isEqualTo("aab");
    assertThat(word.start()).isZero();
    assertThat(word.end()).isEqualTo(4);
    assertThat(word.confidence()).isCloseTo(0.4, within(1e-6));
    assertThat(decoded.logProbability())
        .isCloseTo(Math.log(0.5 * 0.7 * 0.8 * 0.6 * 0.4), within(1e-5));
  }

  @Test
  void ofEquallyLikelyClassesTheLowestIsTaken() {
    GreedyDecoding decoded =
        GreedyDecoder.of(LETTERS).decode(Paths.of(0.2, 0.3, 0.3, 0.2, 0.3, 0.2, 0.2, 0.3));
    assertThat(Paths.ids(decoded.symbols())).containsExactly(1);
  }

  @Test
  void nothingIsHeardInNothing() {
    GreedyDecoding decoded = GreedyDecoder.of(LETTERS).decode();
    assertThat(decoded.symbols()).isEmpty();
    assertThat(decoded.words()).isEmpty();
    assertThat(decoded.logProbability()).isZero();
  }

  @Test
  void separatorsAndSilencePartWords() {
    float[] y = Paths.saying(4, 3, 1, 0, 0, 2, 3, 0, 3, 1, 0, 0, 0, 2);
    assertThat(DecodedWord.text(GreedyDecoder.of(LETTERS).decode(y).words())).isEqualTo("ab ab");
    GreedyDecoder pauses = GreedyDecoder.of(LETTERS).silence(3);
    assertThat(DecodedWord.text(pauses.decode(y).words())).isEqualTo("ab a b");
    assertThat(DecodedWord.text(pauses.silence(2).decode(y).words())).isEqualTo("a b a b");
  }

  /// `-1:word` and so on: the frame at which each word is out.
  private static List<String> moments(GreedyDecoder decoder, float[] y, int classes) {
    GreedyStream stream = decoder.stream();
    List<String> moments = new ArrayList<>();
    for (int t = 0; t < y.length / classes; t++) {
      for (DecodedWord word : stream.push(Arrays.copyOfRange(y, t * classes, (t + 1) * classes))) {
        moments.add("%d:%s %d-%d".formatted(t, word.word(), word.start(), word.end()));
      }
    }
    for (DecodedWord word : stream.finish()) {
      moments.add("end:%s %d-%d".formatted(word.word(), word.start(), word.end()));
    }
    return moments;
  }

  @Test
  void aStreamGivesWordsAtOnce() {
    float[] letters = Paths.saying(4, 1, 1, 0, 2, 3, 3, 1, 0, 0, 0, 2, 0);
    assertThat(moments(GreedyDecoder.of(LETTERS), letters, 4))
        .containsExactly("4:ab 0-3", "end:ab 6-10");
    assertThat(moments(GreedyDecoder.of(LETTERS).silence(3), letters, 4))
        .containsExactly("4:ab 0-3", "9:a 6-6", "end:b 10-10");
    float[] digits = Paths.saying(4, 0, 2, 2, 0, 1, 3, 3);
    GreedyDecoder decoder = GreedyDecoder.of(DIGITS);
    assertThat(moments(decoder, digits, 4))
        .containsExactly("1:two 1-1", "4:one 4-4", "5:three 5-5");
    assertThat(moments(decoder.moment(Moment.LAST_FRAME), digits, 4))
        .containsExactly("3:two 1-2", "5:one 4-4", "end:three 5-6");
  }

  /// Offline, streamed in any pieces, and from the definition: the same words.
  @Test
  void streamsAndWholesAgree() {
    for (int round = 0; round < 200; round++) {
      Seed seed = SEED.at(round);
      int frames = seed.below(60, 1);
      float[] y = Paths.random(seed, frames, 4, 2);
      for (Alphabet alphabet : List.of(LETTERS, DIGITS)) {
        int silence = seed.below(2, 2) == 0 ? GreedyDecoder.NEVER : 1 + seed.below(4, 3);
        GreedyDecoder decoder =
            GreedyDecoder.of(alphabet).silence(silence).moment(Moment.LAST_FRAME);
        GreedyDecoding whole = decoder.decode(y);
        int[] path = bestPath(y);
        assertThat(whole.symbols()).isEqualTo(Paths.symbols(y, 4, path));
        assertThat(whole.words()).isEqualTo(words(alphabet, whole.symbols(), silence));
        assertThat(inPieces(decoder.stream(), y, seed)).isEqualTo(whole.words());
        List<DecodedWord> early =
            inPieces(decoder.moment(Moment.FIRST_FRAME).stream(), y, seed.at(1));
        assertThat(early.stream().map(DecodedWord::word).toList())
            .isEqualTo(whole.words().stream().map(DecodedWord::word).toList());
        assertThat(early.stream().map(DecodedWord::start).toList())
            .isEqualTo(whole.words().stream().map(DecodedWord::start).toList());
      }
    }
  }

  private static int[] bestPath(float[] y) {
    int[] path = new int[y.length / 4];
    for (int t = 0; t < path.length; t++) {
      for (int k = 1; k < 4; k++) {
        path[t] = y[4 * t + k] > y[4 * t + path[t]] ? k : path[t];
      }
    }
    return path;
  }

  /// Written on its own: parts where a separator stands, or where blanks between symbols are many.
  private static List<DecodedWord> words(
      Alphabet alphabet, List<DecodedSymbol> symbols, int silence) {
    List<List<DecodedSymbol>> groups = new ArrayList<>();
    boolean isNew = true;
    int end = -1;
    for (DecodedSymbol each : symbols) {
      boolean isSeparator = alphabet.symbol(each.symbol()).equals(" ");
      boolean isWord = alphabet.unit() == Alphabet.Unit.WORD;
      if (!isSeparator) {
        if (isNew || isWord || each.first() - end - 1 >= silence) {
          groups.add(new ArrayList<>());
        }
        groups.getLast().add(each);
      }
      isNew = isSeparator;
      end = each.last();
    }
    return groups.stream()
        .map(group ->
            new DecodedWord(
                String.join(
                    "", group.stream().map(each -> alphabet.symbol(each.symbol())).toList()),
                group.getFirst().first(),
                group.getLast().last(),
                group.stream().mapToDouble(DecodedSymbol::probability).min().orElseThrow()))
        .toList();
  }

  private static List<DecodedWord> inPieces(GreedyStream stream, float[] y, Seed seed) {
    List<DecodedWord> words = new ArrayList<>();
    int at = 0;
    for (int i = 0; at < y.length; i++) {
      int to = Math.min(y.length, at + 4 * seed.below(5, 100 + i));
      words.addAll(stream.push(Arrays.copyOfRange(y, at, to)));
      at = to;
    }
    words.addAll(stream.finish());
    return words;
  }

  @Test
  void silenceAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    GreedyStream stream = GreedyDecoder.of(LETTERS).stream();
    float[] y = Paths.saying(4, 0, 0, 0, 0, 0);
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 1000; i++) {
        stream.push(y);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).as("bytes for 5000 frames").isLessThan(5000);
  }

  @Test
  void whatIsNoPosteriorIsNamed() {
    GreedyDecoder decoder = GreedyDecoder.of(DIGITS);
    assertThatThrownBy(() -> decoder.decode(0f, -1f, -2f, -3f, -4f))
        .hasMessageContaining("5 log-probabilities are no whole frames of 4 classes");
    float[] y = Paths.saying(4, 1, 2, 3);
    y[9] = Float.NaN;
    assertThatThrownBy(() -> decoder.decode(y)).hasMessageContaining("frame 2, class 1 has NaN");
    y[9] = 2.5f;
    assertThatThrownBy(() -> decoder.decode(y))
        .hasMessageContaining("frame 2, class 1 has 2.5; a log-probability is at most 0");
    float[] forbidden = new float[4];
    Arrays.fill(forbidden, Float.NEGATIVE_INFINITY);
    assertThatThrownBy(() -> decoder.decode(forbidden)).hasMessageContaining("frame 0 forbids");
    assertThatThrownBy(() -> decoder.silence(0)).hasMessageContaining("a silence of 0 frames");
  }

  @Test
  void aBadFrameLosesNoWord() {
    GreedyStream stream = GreedyDecoder.of(DIGITS).stream();
    float[] y = Paths.saying(4, 2, 0);
    y[4] = Float.NaN;
    assertThatThrownBy(() -> stream.push(y)).hasMessageContaining("frame 1");
    assertThat(DecodedWord.text(stream.push(Paths.saying(4, 3)))).isEqualTo("two three");
    assertThat(stream.finish()).isEmpty();
    assertThatThrownBy(() -> stream.push(y)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(stream::finish).isInstanceOf(IllegalStateException.class);
  }
}
