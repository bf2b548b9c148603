package dev.sluice.tasks.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.model.ModelDirectory;
import dev.sluice.core.model.ModelException;
import dev.sluice.core.model.ModelFiles;
import dev.sluice.core.model.Overwrite;
import dev.sluice.core.model.json.Json;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonReader;
import dev.sluice.core.model.json.JsonString;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.audio.AudioInput;
import dev.sluice.tasks.audio.AudioJson;
import dev.sluice.tasks.audio.FeatureSpec;
import dev.sluice.tasks.audio.Normalisation;
import dev.sluice.tasks.text.Symbols;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Directories whose files are whole but not of one model.
class RecogniserFilesTest {
  private static final int BANDS = 8;

  private static final SpeechVocabulary WORDS =
      SpeechVocabulary.of(Tones.WORDS, SpeechVocabulary.Units.WORDS);

  private static final ModelFiles GOOD = files();

  @TempDir private Path folder;

  private static AudioInput input(int bands) {
    return AudioInput.of(
        FeatureSpec.of(Tones.RATE).bands(bands),
        Normalisation.TRAINING,
        2,
        List.of(Tones.word(2, Seed.of(1))));
  }

  private static ModelFiles files() {
    AudioInput input = input(BANDS);
    SpeechSpec spec = new SpeechSpec(GruSpec.of(input.width(), 5), WORDS.size(), 0, 0);
    return RecogniserFiles.of(Recogniser.of(SpeechNetwork.create(spec, Seed.of(2)), WORDS, input));
  }

  /// Other files, written as a model's directory is, with checksums that are right.
  private Path written(JsonObject config, Map<String, byte[]> extras) {
    Path place = folder.resolve("model.sluice");
    ModelDirectory.write(
        place, new ModelFiles(config, GOOD.weights(), extras, ""), Overwrite.REFUSE);
    return place;
  }

  private void refused(JsonObject config, Map<String, byte[]> extras, String... parts) {
    Path place = written(config, extras);
    assertThatThrownBy(() -> Recogniser.load(place))
        .isInstanceOf(ModelException.class)
        .message()
        .contains(parts)
        .contains(place.toString())
        .doesNotContain("\n");
  }

  private static Map<String, byte[]> with(String name, byte[] content) {
    Map<String, byte[]> extras = new TreeMap<>(GOOD.extras());
    extras.put(name, content);
    return extras;
  }

  private static Map<String, byte[]> without(String name) {
    Map<String, byte[]> extras = new TreeMap<>(GOOD.extras());
    assertThat(extras.remove(name)).isNotNull();
    return extras;
  }

  private static JsonObject config(String name, Json value) {
    Map<String, Json> members = new TreeMap<>(GOOD.config().members());
    members.put(name, value);
    return new JsonObject(members);
  }

  /// The file with a piece of its text changed.
  private static Map<String, byte[]> audio(UnaryOperator<String> change) {
    String before = new String(GOOD.extras().get(AudioInput.FILE), StandardCharsets.UTF_8);
    String after = change.apply(before);
    assertThat(after).isNotEqualTo(before);
    return with(AudioInput.FILE, after.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theWholeOneIsRead() {
    assertThat(Recogniser.load(written(GOOD.config(), GOOD.extras())).vocabulary())
        .isEqualTo(WORDS);
  }

  @Test
  void aVocabularyOfAnotherSizeIsRefused() {
    SpeechVocabulary more =
        SpeechVocabulary.of(List.of("low high rise fall even"), SpeechVocabulary.Units.WORDS);
    refused(
        GOOD.config(),
        with(Symbols.TOKENS, more.files().get(Symbols.TOKENS)),
        "6 symbols for a network of 5 classes",
        "not of one model");
  }

  @Test
  void aMissingVocabularyIsRefused() {
    refused(GOOD.config(), without(Symbols.TOKENS), Symbols.TOKENS, "not 0");
  }

  @Test
  void subWordsAreNoVocabularyOfSpeech() {
    Symbols words = Symbols.words("low high rise fall", 100);
    Map<String, byte[]> extras = without(Symbols.TOKENS);
    extras.put(words.fileName(), words.file());
    refused(GOOD.config(), extras, "characters");
  }

  @Test
  void anInputOfAnotherWidthIsRefused() {
    refused(
        GOOD.config(),
        with(AudioInput.FILE, AudioJson.write(input(BANDS + 1))),
        "steps have 18 numbers, the network takes 16",
        "not of one model");
  }

  @Test
  void aScaleOfAnotherWidthIsRefused() {
    refused(
        GOOD.config(),
        audio(text ->
            text.replace("\"bands\":8,\"coefficients\":8", "\"bands\":9,\"coefficients\":8")),
        AudioInput.FILE,
        "frames have 9 numbers, the scale has 8",
        "the file is damaged");
  }

  @Test
  void anInputThatIsNotThereIsRefused() {
    refused(GOOD.config(), without(AudioInput.FILE), "has no audio.json");
  }

  @Test
  void valuesOutsideTheirRangesAreRefused() {
    refused(
        GOOD.config(), audio(text -> text.replace("\"stacked\":2", "\"stacked\":0")), "stacked");
  }

  @Test
  void aTailThatNeverEndsIsRefused() {
    refused(
        GOOD.config(),
        audio(text -> text.replaceFirst("\"tail\":[0-9.]+", "\"tail\":1e9")),
        "a tail lasts 0 to 10",
        "the file is damaged");
  }

  @Test
  void aNetworkOfOtherClassesIsRefused() {
    refused(
        config("classes", JsonReader.read("7".getBytes(StandardCharsets.UTF_8), "7")),
        GOOD.extras(),
        "output.weight",
        "not of one model");
  }

  @Test
  void whatNobodyKnowsIsRefused() {
    refused(config("colour", new JsonString("red")), GOOD.extras(), "colour");
  }
}
