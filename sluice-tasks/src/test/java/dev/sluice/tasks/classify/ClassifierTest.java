package dev.sluice.tasks.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.ModelException;
import dev.sluice.core.model.Overwrite;
import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.tasks.text.Symbols;
import dev.sluice.tasks.text.WordTokens;
import dev.sluice.tasks.words.Lexicon;
import dev.sluice.tasks.words.WordEncoderSpec;
import dev.sluice.train.loop.Recipe;
import dev.sluice.train.loop.TrainingReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Samples made here whose class depends on order, so that no bag of steps tells them apart.
class ClassifierTest {
  private static final List<String> LABELS = List.of("after", "before");

  @TempDir private Path folder;

  /// Words of five, of which `sun` comes before `moon` or after it.
  private static List<Sample.Labelled> texts(int count, long seed) {
    List<Sample.Labelled> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Seed own = Seed.of(seed).at(i);
      boolean before = own.below(2, 0) == 0;
      List<String> words = new ArrayList<>();
      int length = 5 + own.below(5, 1);
      int first = own.below(length / 2, 2);
      for (int t = 0; t < length; t++) {
        words.add(List.of("rain", "wind", "cloud").get(own.below(3, 10 + t)));
      }
      words.set(first, before ? "sun" : "moon");
      words.set(length / 2 + own.below(length - length / 2, 3), before ? "moon" : "sun");
      samples.add(
          new Sample.Labelled(
              new Sample.Text(String.join(" ", words)), before ? "before" : "after"));
    }
    return samples;
  }

  /// Two columns; the peak of the first comes before that of the second, or after it.
  private static List<Sample.Labelled> series(int count, long seed) {
    List<Sample.Labelled> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Seed own = Seed.of(seed).at(i);
      int steps = 8 + own.below(6, 0);
      float[] x = new float[2 * steps];
      for (int k = 0; k < x.length; k++) {
        x[k] = 50 + own.normal(10 + k);
      }
      boolean before = own.below(2, 1) == 0;
      int early = own.below(steps / 2, 2);
      int late = steps / 2 + own.below(steps - steps / 2, 3);
      x[2 * (before ? early : late)] += 20;
      x[2 * (before ? late : early) + 1] += 20;
      samples.add(
          new Sample.Labelled(
              new Sample.Series(Tensor.of(Shape.of(steps, 2), x)), before ? "before" : "after"));
    }
    return samples;
  }

  private static List<Sample> plain(List<Sample.Labelled> samples) {
    return samples.stream().map(Sample.Labelled::sample).toList();
  }

  private static SampleEncoder.OfWords words(List<Sample.Labelled> samples) {
    return new SampleEncoder.OfWords(
        Lexicon.of(
            samples.stream()
                .map(each -> WordTokens.of(((Sample.Text) each.sample()).text()))
                .toList(),
            1));
  }

  private static ClassifierNetwork network(ClassifierInput input, Pooling pooling) {
    return ClassifierNetwork.create(
        new ClassifierSpec(
            input,
            GruSpec.of(input.features(), 12).direction(Direction.BOTH),
            pooling,
            2,
            0.1,
            0.1,
            0.05),
        Seed.of(3));
  }

  private static Classifier trained(
      List<Sample.Labelled> train, SampleEncoder encoder, ClassifierInput input, Pooling pooling) {
    ClassifierNetwork network = network(input, pooling);
    Recipe training = new Recipe(0.02, 12, 16, 1e-4, 0.9);
    TrainingReport report =
        training
            .trainer(network, train.size(), Seed.of(4))
            .fit(
                ClassifiedData.of(train, LABELS, encoder, ClassifiedData.Weights.BALANCED),
                ClassifiedData.of(train, LABELS, encoder, ClassifiedData.Weights.EQUAL));
    assertThat(report.bestEpoch()).isPositive();
    return Classifier.of(network, encoder, LABELS);
  }

  @ParameterizedTest
  @EnumSource
  void orderIsLearnedWithEveryPooling(Pooling pooling) {
    List<Sample.Labelled> train = texts(300, 1);
    SampleEncoder.OfWords encoder = words(train);
    ClassifierInput input =
        new ClassifierInput.Words(WordEncoderSpec.of(encoder.lexicon(), 8, 4, 4, 0.02));
    Classifier model = trained(train, encoder, input, pooling);
    try (Workspace workspace = Workspace.threads(1)) {
      ClassScore score = model.score(texts(200, 2), workspace);
      assertThat(score.accuracy()).isGreaterThan(0.95);
      assertThat(score.samples()).isEqualTo(200);
      assertThat(score.macroF1()).isGreaterThan(0.95);
    }
  }

  @Test
  void seriesAreLearned() {
    List<Sample.Labelled> train = series(300, 1);
    SampleEncoder.OfValues encoder = SampleEncoder.OfValues.of(plain(train));
    Classifier model = trained(train, encoder, new ClassifierInput.Values(2, 0.1), Pooling.LAST);
    try (Workspace workspace = Workspace.threads(1)) {
      List<Integer> done = new ArrayList<>();
      ClassScore score = model.score(series(200, 2), workspace, done::add);
      assertThat(score.accuracy()).isGreaterThan(0.95);
      assertThat(done).containsExactly(64, 128, 192, 200);
      assertThatThrownBy(
              () -> model.probabilities(List.of(new Sample.Series(Tensor.zeros(4, 3))), workspace))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a sample has 3 features, the model takes 2");
      assertThatThrownBy(() -> model.probabilities(List.of(new Sample.Text("sun")), workspace))
          .hasMessageContaining("takes numbers, not texts");
    }
  }

  /// Whatever stands beside it, a sample has the same probabilities; and so has a stored model.
  @Test
  void aStoredModelSaysTheSameOfEachSampleAlone() {
    List<Sample.Labelled> train = texts(60, 1);
    Symbols characters = Symbols.characters("abcdefghijklmnopqrstuvwxyz ");
    ClassifierInput ids = new ClassifierInput.Ids(characters.size(), 6, 0.1);
    List<Classifier> models =
        List.of(
            Classifier.of(
                network(ids, Pooling.ATTENTION), new SampleEncoder.OfSymbols(characters), LABELS),
            Classifier.of(
                network(
                    new ClassifierInput.Words(
                        WordEncoderSpec.of(words(train).lexicon(), 8, 4, 4, 0)),
                    Pooling.MAX),
                words(train),
                LABELS));
    try (Workspace workspace = Workspace.threads(2)) {
      for (int m = 0; m < models.size(); m++) {
        Classifier model = models.get(m).calibrated(train, workspace);
        Path place = folder.resolve("model" + m);
        model.withCard("# A card\n").save(place, Overwrite.REFUSE);
        Classifier back = Classifier.load(place);
        assertThat(back.spec()).isEqualTo(model.spec());
        assertThat(back.temperature()).isEqualTo(model.temperature());
        double[][] together = model.probabilities(plain(train), workspace);
        for (int i = 0; i < 10; i++) {
          double[] alone = back.probabilities(List.of(train.get(i).sample()), workspace)[0];
          assertThat(alone).containsExactly(together[i]);
          assertThat(alone[0] + alone[1]).isCloseTo(1, within(1e-12));
        }
      }
    }
  }

  @Test
  void seriesModelsAreStoredWithTheirScale() {
    SampleEncoder.OfValues encoder = SampleEncoder.OfValues.of(plain(series(20, 1)));
    Classifier model =
        Classifier.of(network(new ClassifierInput.Values(2, 0), Pooling.MEAN), encoder, LABELS);
    model.withExtra("note.txt", new byte[] {7}).save(folder.resolve("series"), Overwrite.REFUSE);
    Classifier loaded = Classifier.load(folder.resolve("series"));
    assertThat(loaded.encoder()).isEqualTo(encoder);
    assertThat(loaded.extra("note.txt")).contains(new byte[] {7});
    assertThat(loaded.extra("scale.json")).isEmpty();
    assertThatThrownBy(() -> model.withExtra("scale.json", new byte[0]))
        .hasMessageContaining("scale.json holds what turns samples into numbers");
    assertThatThrownBy(() -> dev.sluice.tasks.tag.Tagger.load(folder.resolve("series")))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("\"classify\", not for \"tag\"");
  }
}
