package dev.sluice.tasks.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.ModelException;
import dev.sluice.core.model.Overwrite;
import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.words.WordEncoderSpec;
import dev.sluice.train.loop.Recipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A small language made here: nouns end with `o`, verbs with `a`, and a word that ends with `u` is
/// a noun behind `la` and a verb elsewhere, so that neither a word alone nor a list of words will
/// do.
class TaggerTest {
  @TempDir private Path folder;

  private static List<TaggedSentence> sentences(int count, long seed) {
    Seed random = Seed.of(seed);
    List<TaggedSentence> sentences = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Seed own = random.at(i);
      List<String> words = new ArrayList<>();
      List<String> tags = new ArrayList<>();
      int length = 2 + own.below(6, 0);
      for (int t = 0; t < length; t++) {
        boolean article = own.below(2, 100 + t) == 0;
        if (article) {
          words.add("la");
          tags.add("DET");
        }
        String stem = stem(own.at(t));
        int kind = own.below(3, 200 + t);
        words.add(stem + "oau".charAt(kind));
        tags.add(kind == 0 || kind == 2 && article ? "NOUN" : "VERB");
      }
      sentences.add(new TaggedSentence(words, tags));
    }
    return sentences;
  }

  private static String stem(Seed seed) {
    StringBuilder stem = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      stem.append((char) ('b' + seed.below(20, i)));
    }
    return stem.toString();
  }

  private static TaggerNetwork network(TaggerVocabulary vocabulary, TaggerSpec.Output output) {
    WordEncoderSpec words = WordEncoderSpec.of(vocabulary.lexicon(), 8, 8, 8, 0.2);
    GruSpec cell = GruSpec.of(words.outputSize(), 12).direction(Direction.BOTH);
    int tags = vocabulary.tags().size();
    return TaggerNetwork.create(new TaggerSpec(words, cell, tags, output, 0.1, 0.1, 0), Seed.of(3));
  }

  private static TaggerNetwork trained(
      List<TaggedSentence> train, TaggerVocabulary vocabulary, TaggerSpec.Output output) {
    TaggerNetwork network = network(vocabulary, output);
    Recipe training = new Recipe(0.02, 8, 16, 0, 0.9);
    training
        .trainer(network, train.size(), Seed.of(4))
        .fit(TaggedData.of(train, vocabulary), TaggedData.of(sentences(50, 2), vocabulary));
    return network;
  }

  @ParameterizedTest
  @EnumSource
  void wordsAreTaggedBySpellingAndNeighbours(TaggerSpec.Output output) {
    List<TaggedSentence> train = sentences(300, 1);
    TaggerVocabulary vocabulary = TaggerVocabulary.of(train, 2);
    Tagger tagger = Tagger.of(trained(train, vocabulary, output), vocabulary);
    try (Workspace workspace = Workspace.threads(1)) {
      List<Integer> done = new ArrayList<>();
      TagScore score = tagger.score(sentences(200, 9), workspace, done::add);
      assertThat(done).containsExactly(64, 128, 192, 200);
      // A list of words with their commonest tags gets no more than two thirds of the new ones.
      assertThat(score.unknown()).isGreaterThan(500);
      assertThat(score.unknownAccuracy()).isGreaterThan(0.97);
      assertThat(score.accuracy()).isGreaterThan(0.98);
      assertThat(score.spans()).isEmpty();
      assertThat(tagger.tag(List.of(List.of("la", "zuzu"), List.of(), List.of("zuzu")), workspace))
          .containsExactly(List.of("DET", "NOUN"), List.of(), List.of("VERB"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStoredModelTagsTheSame(TaggerSpec.Output output) {
    List<TaggedSentence> train = sentences(40, 1);
    TaggerVocabulary vocabulary = TaggerVocabulary.of(train, 1);
    Tagger tagger = Tagger.of(network(vocabulary, output), vocabulary).withCard("# A card\n");
    Path place = folder.resolve("tagger.sluice");
    tagger.save(place, Overwrite.REFUSE);
    Tagger back = Tagger.load(place);
    assertThat(back.spec()).isEqualTo(tagger.spec());
    List<List<String>> words = sentences(30, 7).stream().map(TaggedSentence::words).toList();
    try (Workspace workspace = Workspace.threads(1)) {
      assertThat(back.tag(words, workspace)).isEqualTo(tagger.tag(words, workspace));
    }
  }

  @Test
  void aTagThatTrainingDidNotSeeIsNamed() {
    TaggerVocabulary vocabulary = TaggerVocabulary.of(sentences(10, 1), 1);
    assertThatThrownBy(() -> vocabulary.tag("ADV"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the tag \"ADV\" is none of the 3 that training saw: DET NOUN VERB");
  }

  @Test
  void damagedModelsAreRefused() throws Exception {
    TaggerVocabulary vocabulary = TaggerVocabulary.of(sentences(10, 1), 1);
    Path place = folder.resolve("tagger.sluice");
    Tagger.of(network(vocabulary, TaggerSpec.Output.CRF), vocabulary).save(place, Overwrite.REFUSE);
    Files.delete(place.resolve("words.json"));
    assertThatThrownBy(() -> Tagger.load(place))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("words.json");
  }
}
