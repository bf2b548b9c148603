package dev.sluice.tasks.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.audio.AudioAugmentation;
import dev.sluice.tasks.audio.AudioInput;
import dev.sluice.tasks.audio.FeatureSpec;
import dev.sluice.tasks.audio.Normalisation;
import dev.sluice.tasks.audio.Sound;
import dev.sluice.tasks.audio.Utterance;
import dev.sluice.tasks.text.TextException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class SpeechDataTest {
  private static final List<Utterance> WORDS = Tones.words(21, Seed.of(1));
  private static final SpeechVocabulary VOCABULARY =
      SpeechVocabulary.of(Tones.WORDS, SpeechVocabulary.Units.WORDS);
  private static final AudioInput INPUT =
      AudioInput.of(
          FeatureSpec.of(Tones.RATE).bands(8),
          Normalisation.TRAINING,
          2,
          Utterance.sounds(WORDS, done -> {}));

  private static List<SpeechBatch> batches(Iterable<SpeechBatch> batches) {
    return StreamSupport.stream(batches.spliterator(), false).toList();
  }

  private static List<Integer> said(List<SpeechBatch> batches) {
    List<Integer> ids = new ArrayList<>();
    batches.forEach(batch -> Arrays.stream(batch.targets().toArray()).forEach(ids::add));
    return ids;
  }

  @Test
  void everyWordComesOnceInAnEpoch() {
    SpeechData data = SpeechData.of(WORDS, VOCABULARY, INPUT);
    List<SpeechBatch> epoch = batches(data.batches(4, Seed.of(2)));
    assertThat(epoch).hasSize((int) data.count(4).orElseThrow()).hasSize(6);
    assertThat(said(epoch)).hasSize(21);
    for (int id = 1; id <= 4; id++) {
      int word = id;
      assertThat(said(epoch).stream().filter(each -> each == word).count()).isBetween(5L, 6L);
    }
  }

  @Test
  void groupsHaveTheSizesThatWereAskedFor() {
    Joining joining = Joining.of(2, 4, 0.1);
    int[][] groups = joining.groups(21, Seed.of(3));
    assertThat(groups).hasNumberOfRows(7);
    assertThat(Arrays.stream(groups).mapToInt(group -> group.length))
        .allMatch(n -> n >= 2 && n <= 4);
    assertThat(Arrays.stream(groups).mapToInt(group -> group.length).distinct().count())
        .isEqualTo(3);
    List<Integer> first =
        Arrays.stream(groups).flatMapToInt(Arrays::stream).limit(21).boxed().toList();
    assertThat(first).doesNotHaveDuplicates();
  }

  @Test
  void joinedSoundsAreAsLongAsTheirPartsAndPauses() {
    SpeechData joined = SpeechData.of(WORDS, VOCABULARY, INPUT).joined(Joining.of(3, 3, 0.2));
    SpeechBatch batch = joined.batches(1, Seed.of(4)).iterator().next();
    assertThat(batch.targets().toArray()).hasSize(3);
    // Three words of 0.14 to 0.29 s, two pauses of at most 0.2 s, 20 ms a step.
    assertThat(batch.x().lengths().rows()).isBetween(19, 63);
  }

  @Test
  void charactersHaveABlankBetweenWords() {
    SpeechVocabulary characters =
        SpeechVocabulary.of(Tones.WORDS, SpeechVocabulary.Units.CHARACTERS);
    AudioInput fine = AudioInput.of(INPUT.features().frames(80, 40), INPUT.scale(), 1);
    SpeechBatch batch =
        SpeechData.of(WORDS, characters, fine)
            .joined(Joining.of(2, 2, 0))
            .batches(1, Seed.of(5))
            .iterator()
            .next();
    int blank = characters.encode("low high")[3];
    assertThat(Arrays.stream(batch.targets().toArray()).filter(id -> id == blank)).hasSize(1);
  }

  @Test
  void aWordIsSaidAroundItsEnd() {
    SpeechBatch batch =
        SpeechData.of(WORDS, VOCABULARY, INPUT)
            .joined(Joining.of(2, 2, 0).saying(0.04, 0.04))
            .batches(1, Seed.of(5))
            .iterator()
            .next();
    WordTimes times = batch.times().orElseThrow();
    StringBuilder steps = new StringBuilder();
    for (float each : times.quiet().data()) {
      steps.append(each == 1 ? 'q' : '.');
    }
    // Steps of 20 ms: one word ends within, one with the sound.
    assertThat(steps.toString()).matches("q{4,15}\\.{4}q{3,15}\\.{2,3}");
    // It is known for what it is from two fifths on, to three steps behind it.
    StringBuilder words = new StringBuilder();
    int classes = VOCABULARY.size();
    for (int t = 0; t < steps.length(); t++) {
      float[] row = Arrays.copyOfRange(times.within().data(), t * classes, (t + 1) * classes);
      int[] ones = IntStream.range(0, classes).filter(k -> row[k] == 1).toArray();
      words.append(ones.length == 0 ? '.' : Character.forDigit(ones[0], 10));
    }
    int[] said = batch.targets().toArray();
    assertThat(words.toString())
        .matches("\\.{2,6}%d{5,13}\\.{0,3}%d{4,13}".formatted(said[0], said[1]));
    List<Utterance> pairs = List.of(new Utterance("pair", WORDS.getFirst().sound(), "low high"));
    SpeechData data = SpeechData.of(pairs, VOCABULARY, INPUT);
    assertThatThrownBy(() -> data.joined(Joining.of(2, 2, 0).saying(0.04, 0.04)))
        .isInstanceOf(TextException.class)
        .hasMessageStartingWith("pair: the text has 2 symbols");
  }

  @Test
  void lettersWithABlankBetweenAreKnownForWhatTheyAre() {
    List<Utterance> letters =
        List.of(
            new Utterance("a", WORDS.get(0).sound(), "a"),
            new Utterance("b", WORDS.get(1).sound(), "b"));
    SpeechVocabulary characters =
        SpeechVocabulary.of(List.of("a b"), SpeechVocabulary.Units.CHARACTERS);
    SpeechBatch batch =
        SpeechData.of(letters, characters, INPUT)
            .joined(Joining.of(2, 2, 0).saying(0.04, 0.1))
            .batches(1, Seed.of(5))
            .iterator()
            .next();
    float[] within = batch.times().orElseThrow().within().data();
    int[] said = batch.targets().toArray();
    int[] known =
        IntStream.range(0, within.length)
            .filter(i -> within[i] == 1)
            .map(i -> i % characters.size())
            .distinct()
            .toArray();
    assertThat(said).hasSize(3);
    assertThat(known).containsExactly(said[0], said[2]);
  }

  @Test
  void theHeaviestBatchIsPlayedSlowest() {
    SpeechData plain = SpeechData.of(WORDS, VOCABULARY, INPUT).joined(Joining.of(3, 3, 0));
    SpeechData slow = plain.augmented(AudioAugmentation.none().speed(50, 150));
    int own = plain.heaviest(4, Seed.of(8)).orElseThrow().x().lengths().rows();
    int slowest = slow.heaviest(4, Seed.of(8)).orElseThrow().x().lengths().rows();
    assertThat(slowest).isBetween(2 * own, 2 * own + 12); // edges count once
  }

  @Test
  void epochsDifferAndComeAgain() {
    SpeechData data =
        SpeechData.of(WORDS, VOCABULARY, INPUT)
            .joined(Joining.of(1, 3, 0.1))
            .augmented(AudioAugmentation.none().speed(90, 110).gain(-6, 6));
    float[] once = batches(data.batches(21, Seed.of(6))).getFirst().x().rows().data();
    float[] again = batches(data.batches(21, Seed.of(6))).getFirst().x().rows().data();
    float[] other = batches(data.batches(21, Seed.of(7))).getFirst().x().rows().data();
    assertThat(again).isEqualTo(once);
    assertThat(other).isNotEqualTo(once);
  }

  @Test
  void validationNeverChanges() {
    SpeechData plain = SpeechData.of(WORDS, VOCABULARY, INPUT).joined(Joining.of(1, 3, 0.1));
    SpeechData changed = plain.augmented(AudioAugmentation.none().gain(-6, 6));
    assertThat(batches(changed.batches(21)).getFirst().x().rows().data())
        .isEqualTo(batches(plain.batches(21)).getFirst().x().rows().data());
  }

  @Test
  void aTextThatTakesLongerThanItsSoundIsNamed() {
    List<Utterance> short1 =
        List.of(
            new Utterance("m.jsonl: line 7", () -> Sound.silence(0.1, Tones.RATE), "low low low"));
    assertThatThrownBy(() -> SpeechData.of(short1, VOCABULARY, INPUT))
        .isInstanceOf(TextException.class)
        .hasMessageStartingWith(
            "m.jsonl: line 7: the text has 3 symbols, which takes 5 steps at least, and the sound has 4;");
  }

  @Test
  void itIsNamedToWhenOnlyItsFastestIsTooShort() {
    List<Utterance> near =
        List.of(new Utterance("here", () -> Sound.silence(0.145, Tones.RATE), "low low low high"));
    SpeechData fits = SpeechData.of(near, VOCABULARY, INPUT);
    assertThatThrownBy(() -> fits.augmented(AudioAugmentation.none().speed(100, 120)))
        .isInstanceOf(TextException.class)
        .hasMessageContaining("the sound has 5 when it is fastest");
  }

  @Test
  void aWordThatTrainingDoesNotHaveIsNamed() {
    List<Utterance> odd = List.of(new Utterance("line 2", WORDS.getFirst().sound(), "low loud"));
    assertThatThrownBy(() -> SpeechData.of(odd, VOCABULARY, INPUT))
        .isInstanceOf(TextException.class)
        .hasMessageStartingWith("line 2: the word \"loud\" does not come in training's texts");
  }
}
