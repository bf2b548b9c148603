package dev.sluice.tasks.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.ModelException;
import dev.sluice.core.model.Overwrite;
import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.stream.NotStreamable;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.audio.AudioAugmentation;
import dev.sluice.tasks.audio.AudioInput;
import dev.sluice.tasks.audio.FeatureSpec;
import dev.sluice.tasks.audio.Normalisation;
import dev.sluice.tasks.audio.Sound;
import dev.sluice.tasks.audio.Utterance;
import dev.sluice.tasks.speech.decode.BeamDecoder;
import dev.sluice.tasks.speech.decode.WordTrie;
import dev.sluice.train.loop.Recipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecogniserTest {
  private static final Recogniser LISTENS =
      trained(Direction.FORWARD, Normalisation.RUNNING, SpeechVocabulary.Units.WORDS);

  @TempDir private Path folder;

  /// Learns single words, joined.
  private static Recogniser trained(
      Direction direction, Normalisation normalisation, SpeechVocabulary.Units units) {
    List<Utterance> train = Tones.words(240, Seed.of(1));
    SpeechVocabulary vocabulary = SpeechVocabulary.of(Tones.WORDS, units);
    AudioInput input =
        AudioInput.of(
                FeatureSpec.of(Tones.RATE).bands(16),
                normalisation,
                units == SpeechVocabulary.Units.WORDS ? 2 : 1,
                Utterance.sounds(train, done -> {}))
            .tail(direction == Direction.FORWARD ? 0.2 : 0);
    Joining words = Joining.of(1, 5, 0.3);
    SpeechSpec spec =
        new SpeechSpec(GruSpec.of(input.width(), 24).direction(direction), vocabulary.size(), 0, 0);
    SpeechNetwork network = SpeechNetwork.create(spec, Seed.of(2));
    SpeechData data =
        SpeechData.of(train, vocabulary, input)
            .joined(direction == Direction.FORWARD ? words.saying(0.04, 0.2) : Joining.NONE)
            .augmented(AudioAugmentation.none().gain(-3, 3));
    new Recipe(0.01, 100, 8, 0, 0).trainer(network, data.size(), Seed.of(3)).fit(data);
    return Recogniser.of(network, vocabulary, input);
  }

  /// The share of words.
  private static double wrong(Recogniser model, Decoding how, List<Utterance> said) {
    try (Workspace workspace = Workspace.threads(1)) {
      return SpeechScore.of(model, said, how, workspace, done -> {}).words().rate();
    }
  }

  @Test
  void learnsWordsWhileTheyAreSpoken() {
    assertThat(wrong(LISTENS, Decoding.greedy(), Tones.strings(60, Seed.of(4)))).isLessThan(0.05);
  }

  @Test
  void learnsCharactersInBothDirections() {
    Recogniser model =
        trained(Direction.BOTH, Normalisation.TRAINING, SpeechVocabulary.Units.CHARACTERS);
    List<Utterance> words = Tones.words(80, Seed.of(4));
    double greedy = wrong(model, Decoding.greedy(), words);
    double listed =
        wrong(
            model,
            Decoding.beam(
                BeamDecoder.of(model.alphabet(), 8)
                    .words(WordTrie.of(model.alphabet(), Tones.WORDS))),
            words);
    assertThat(greedy).isLessThan(0.15);
    assertThat(listed).isLessThanOrEqualTo(greedy);
    assertThatThrownBy(() -> model.listener(Tones.RATE)).isInstanceOf(NotStreamable.class);
  }

  @Test
  void aListenerWritesWhatTheWholeRecordingSays() {
    Seed seed = Seed.of(5);
    List<Utterance> strings = Tones.strings(20, Seed.of(6));
    for (int i = 0; i < strings.size(); i++) {
      Sound sound = strings.get(i).sound().get();
      Transcript whole = transcribe(LISTENS, sound);
      List<SpokenWord> words = listen(LISTENS, sound, seed.at(i));
      assertThat(words.stream().map(SpokenWord::word).toList())
          .as("string %d, seed 5", i)
          .isEqualTo(whole.words().stream().map(SpokenWord::word).toList());
    }
  }

  private static List<SpokenWord> listen(Recogniser model, Sound sound, Seed cuts) {
    float[] samples = sound.samples();
    Listener listener = model.listener(sound.rate());
    List<SpokenWord> words = new ArrayList<>();
    int cut = 0;
    for (int from = 0; from < samples.length; ) {
      int to = Math.min(samples.length, from + 1 + cuts.below(700, cut++));
      words.addAll(listener.hear(samples, from, to));
      from = to;
    }
    words.addAll(listener.finish());
    return words;
  }

  private static Transcript transcribe(Recogniser model, Sound sound) {
    try (Workspace workspace = Workspace.threads(1)) {
      return model.transcribe(List.of(sound), Decoding.greedy(), workspace).getFirst();
    }
  }

  @Test
  void wordsHaveTheirTimes() {
    Sound first = Tones.word(0, Seed.of(7));
    Sound pause = Sound.silence(0.5, Tones.RATE);
    Sound second = Tones.word(3, Seed.of(8));
    Transcript heard = transcribe(LISTENS, Sound.join(List.of(first, pause, second)));
    assertThat(heard.text()).isEqualTo("low fall");
    SpokenWord low = heard.words().getFirst();
    SpokenWord fall = heard.words().getLast();
    assertThat(low.start()).isLessThan(first.seconds() + 0.1);
    assertThat(low.end()).isGreaterThan(low.start()).isLessThan(first.seconds() + 0.5);
    assertThat(fall.start()).isGreaterThan(first.seconds() + 0.4);
    assertThat(fall.confidence()).isBetween(0.3, 1.0);
  }

  @Test
  void aSoundShorterThanAStepSaysNothing() {
    AudioInput input = LISTENS.input().tail(0);
    SpeechNetwork network = SpeechNetwork.create(LISTENS.spec(), Seed.of(11));
    Recogniser model = Recogniser.of(network, LISTENS.vocabulary(), input);
    Sound real = Tones.word(1, Seed.of(12));
    try (Workspace workspace = Workspace.threads(1)) {
      List<Transcript> both =
          model.transcribe(
              List.of(Sound.silence(0.01, Tones.RATE), real), Decoding.greedy(), workspace);
      assertThat(both.getFirst()).isEqualTo(new Transcript("", List.of(), 0));
      assertThat(both.getLast()).isEqualTo(transcribe(model, real));
    }
  }

  @Test
  void othersInTheBatchDoNotMatter() {
    List<Sound> sounds =
        Tones.strings(5, Seed.of(9)).stream().map(each -> each.sound().get()).toList();
    try (Workspace workspace = Workspace.threads(2)) {
      List<Transcript> together = LISTENS.transcribe(sounds, Decoding.greedy(), workspace);
      for (int i = 0; i < sounds.size(); i++) {
        assertThat(together.get(i)).isEqualTo(transcribe(LISTENS, sounds.get(i)));
      }
    }
  }

  /// More than a group has, in several of them.
  @Test
  void aLongOneAmongOthersDoesNotMatter() {
    List<Sound> sounds =
        new ArrayList<>(
            Tones.strings(3, Seed.of(13)).stream().map(each -> each.sound().get()).toList());
    List<Sound> parts = new ArrayList<>();
    for (double seconds = 0; seconds < 610; seconds += sounds.getFirst().seconds() + 60) {
      parts.add(sounds.getFirst());
      parts.add(Sound.silence(60, Tones.RATE));
    }
    sounds.add(1, Sound.join(parts));
    int[] lengths = sounds.stream().mapToInt(LISTENS.input()::length).toArray();
    assertThat(SoundGroups.USUAL.of(lengths)).hasSize(2);
    try (Workspace workspace = Workspace.threads(2)) {
      List<Transcript> together = LISTENS.transcribe(sounds, Decoding.greedy(), workspace);
      for (int i = 0; i < sounds.size(); i++) {
        assertThat(together.get(i)).isEqualTo(transcribe(LISTENS, sounds.get(i)));
      }
    }
  }

  @Test
  void comesBackFromItsDirectory() {
    Path place = folder.resolve("tones.sluice");
    LISTENS.withCard("A card.").save(place, Overwrite.REFUSE);
    Recogniser loaded = Recogniser.load(place);
    Sound sound = Tones.strings(1, Seed.of(10)).getFirst().sound().get();
    assertThat(transcribe(loaded, sound)).isEqualTo(transcribe(LISTENS, sound));
    assertThat(loaded.input().scale()).isEqualTo(LISTENS.input().scale());
    assertThat(loaded.input().features()).isEqualTo(LISTENS.input().features());
  }

  @Test
  void aDamagedDirectoryIsRefused() throws Exception {
    Path place = folder.resolve("tones.sluice");
    LISTENS.save(place, Overwrite.REFUSE);
    Path audio = place.resolve("audio.json");
    String json = Files.readString(audio);
    Files.writeString(audio, json.replace("\"bands\":16", "\"bands\":99"));
    assertThatThrownBy(() -> Recogniser.load(place))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("audio.json")
        .hasMessageContaining("damaged or of another model");
    Files.delete(audio);
    assertThatThrownBy(() -> Recogniser.load(place))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("missing: audio.json");
  }
}
