package dev.sluice.tasks.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.ModelException;
import dev.sluice.core.model.Overwrite;
import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.text.Symbols;
import dev.sluice.tasks.translate.TranslatorSpec.Looking;
import dev.sluice.tasks.translate.TranslatorSpec.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TranslatorTest {
  private static final List<Pair> PAIRS =
      List.of(
          new Pair("a red dog", "ein roter Hund"),
          new Pair("a red cat", "eine rote Katze"),
          new Pair("the dog", "der Hund"));

  @TempDir private Path folder;

  private static TranslatorVocabulary words(Tables tables) {
    return TranslatorVocabulary.of(PAIRS, tables, text -> Symbols.words(text, 100));
  }

  private static TranslatorNetwork network(TranslatorVocabulary vocabulary, Looking looking) {
    TranslatorSpec spec =
        TranslatorSpec.of(
                GruSpec.of(6, 4).direction(Direction.BOTH),
                GruSpec.of(12, 7),
                vocabulary.sourceSize(),
                vocabulary.targetSize())
            .attention(looking)
            .tables(vocabulary.tables());
    return TranslatorNetwork.create(spec, Seed.of(11));
  }

  @ParameterizedTest
  @EnumSource
  void whatWasSavedSaysTheSame(Tables tables) {
    TranslatorVocabulary vocabulary = words(tables);
    Translator model = Translator.of(network(vocabulary, Looking.DOT), vocabulary).withCard("# C");
    Path place = folder.resolve("model");
    model.save(place, Overwrite.REFUSE);
    Translator loaded = Translator.load(place);
    assertThat(loaded.spec()).isEqualTo(model.spec());
    try (Workspace workspace = Workspace.threads(1)) {
      List<String> texts = List.of("a dog", "", "the red cat");
      assertThat(loaded.best(texts, Search.beam(3), workspace))
          .isEqualTo(model.best(texts, Search.beam(3), workspace));
      assertThat(loaded.translate(texts, Search.beam(1), workspace).get(1).text()).isEmpty();
    }
  }

  @Test
  void theVocabularyOfAnotherModelIsRefused() throws IOException {
    TranslatorVocabulary vocabulary = words(Tables.SEPARATE);
    Path place = folder.resolve("model");
    Translator.of(network(vocabulary, Looking.DOT), vocabulary).save(place, Overwrite.REFUSE);
    Files.writeString(place.resolve("target-words.json"), "[\"nur\",\" eins\"]");
    assertThatThrownBy(() -> Translator.load(place))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("target-words.json has 15 bytes, config.json says")
        .hasMessageContaining("damaged or of another model");
    TranslatorVocabulary other =
        new TranslatorVocabulary(vocabulary.source(), vocabulary.source(), Tables.SEPARATE);
    assertThatThrownBy(() -> Translator.of(network(vocabulary, Looking.DOT), other))
        .hasMessageMatching(
            "the vocabulary has \\d symbols of the source and \\d of the target, the network \\d and \\d+");
  }

  /// With the output's bias everything becomes unknown: then each symbol is the piece of the source
  /// that was looked at most.
  @Test
  void unknownWordsAreCopiedFromWhereTheDecoderLooks() {
    TranslatorVocabulary vocabulary = words(Tables.SEPARATE);
    List<String> pieces = List.of("the", " red", " Zebra", "");
    Set<String> copied = new HashSet<>();
    for (long seed = 1; seed <= 12; seed++) {
      TranslatorNetwork network = network(vocabulary, Looking.ADDITIVE);
      float[] values = network.parameters().values();
      for (int i = 0; i < values.length; i++) {
        values[i] += 4 * (Seed.of(seed).uniform(i) - 0.5f);
      }
      int bias = network.parameters().get("output.bias").values().offset();
      values[bias + vocabulary.target().never()] = 50;
      try (Workspace workspace = Workspace.threads(1)) {
        Translation one =
            Translator.of(network, vocabulary)
                .translate(List.of("the red Zebra"), Search.beam(2), workspace)
                .getFirst();
        assertThat(one.ending()).isEqualTo(Translation.Ending.CUT);
        for (Translation.Look look : one.looks()) {
          assertThat(look.weights()).hasSize(4);
          int most = 0;
          for (int i = 1; i < 4; i++) {
            most = look.weights().get(i) > look.weights().get(most) ? i : most;
          }
          assertThat(look.symbol()).isEqualTo(pieces.get(most));
          copied.add(look.symbol());
        }
        assertThat(one.text()).doesNotContain("\uFFFD");
      }
    }
    assertThat(copied).as("what these networks copy").hasSizeGreaterThan(2);
  }

  @Test
  void withoutAttentionTheUnknownIsNotWritten() {
    TranslatorVocabulary vocabulary = words(Tables.SEPARATE);
    TranslatorNetwork network = network(vocabulary, Looking.NONE);
    int bias = network.parameters().get("output.bias").values().offset();
    network.parameters().values()[bias + vocabulary.target().never()] = 50;
    List<String> known = List.of("ein", " roter", " Hund", "eine", " rote", " Katze", "der");
    try (Workspace workspace = Workspace.threads(1)) {
      Translation one =
          Translator.of(network, vocabulary)
              .translate(List.of("the red Zebra"), Search.beam(2), workspace)
              .getFirst();
      assertThat(one.looks()).allMatch(look -> known.contains(look.symbol()));
      assertThat(one.looks()).allMatch(look -> look.weights().isEmpty());
    }
  }

  @Test
  void aTextThatIsTooLongIsRefused() {
    TranslatorVocabulary vocabulary = words(Tables.SEPARATE);
    Translator model = Translator.of(network(vocabulary, Looking.DOT), vocabulary);
    try (Workspace workspace = Workspace.threads(1)) {
      assertThatThrownBy(
              () -> model.translate(List.of("a", "a ".repeat(2500)), Search.beam(1), workspace))
          .hasMessageMatching("text 2 has [0-9,]+ symbols, at most 2,000 .*");
    }
  }

  @Test
  void lengthsThatNeedMoreThanOneTapeAreWritten() {
    TranslatorVocabulary vocabulary = words(Tables.SEPARATE);
    TranslatorNetwork network = network(vocabulary, Looking.ADDITIVE);
    int bias = network.parameters().get("output.bias").values().offset();
    network.parameters().values()[bias + network.border()] = -50;
    try (Workspace workspace = Workspace.threads(1)) {
      Translation one =
          Translator.of(network, vocabulary)
              .translate(List.of("the red dog"), new Search(2, 1, 0, 50), workspace)
              .getFirst();
      assertThat(one.looks()).hasSize(50);
      assertThat(one.ending()).isEqualTo(Translation.Ending.CUT);
    }
  }
}
