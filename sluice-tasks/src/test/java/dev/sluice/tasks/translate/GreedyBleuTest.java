package dev.sluice.tasks.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.translate.metric.Bleu;
import dev.sluice.tasks.translate.metric.Casing;
import dev.sluice.tasks.translate.metric.Tokeniser;
import dev.sluice.train.loop.Checkpoints;
import dev.sluice.train.loop.EpochLoss;
import dev.sluice.train.loop.Outcome;
import dev.sluice.train.loop.Recipe;
import dev.sluice.train.loop.StopSignal;
import dev.sluice.train.loop.Trainer;
import dev.sluice.train.loop.TrainingEvent.Stepped;
import dev.sluice.train.loop.TrainingReport;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Epochs chosen by BLEU: the same score and the same bits however a training is computed.
class GreedyBleuTest {
  /// Of characters: so small a network gets hardly a word right.
  private static final Bleu BLEU = Bleu.of(Tokeniser.CHARACTERS, Casing.MIXED);

  @TempDir private Path folder;

  private final List<Pair> train = Dates.pairs(160, Dates.Part.TRAIN, Seed.of(1));
  private final List<Pair> held = Dates.pairs(40, Dates.Part.TRAIN, Seed.of(2));
  private final TranslatorVocabulary vocabulary = Dates.vocabulary(train);

  private TranslatorNetwork network() {
    TranslatorSpec spec =
        TranslatorSpec.of(
            GruSpec.of(8, 8).direction(Direction.BOTH),
            GruSpec.of(16, 16),
            vocabulary.sourceSize(),
            vocabulary.targetSize());
    return TranslatorNetwork.create(spec, Seed.of(3));
  }

  private Trainer<PairBatch> trainer(TranslatorNetwork network) {
    return new Recipe(0.02, 5, 20, 0, 0.9)
        .trainer(network, train.size(), Seed.of(4))
        .chooseBy(GreedyBleu.of(network, vocabulary, held, BLEU));
  }

  private TrainingReport resume(Trainer<PairBatch> trainer) {
    return trainer
        .checkpoints(Checkpoints.in(folder))
        .resume(data(train).batches(), data(held).batches());
  }

  private PairData data(List<Pair> pairs) {
    return PairData.of(pairs, vocabulary);
  }

  @Test
  void isTheScoreOfWhatOneGets() {
    TranslatorNetwork network = network();
    TrainingReport report = trainer(network).fit(data(train).batches(), data(held).batches());
    double best = report.bestMeasure().orElseThrow();
    assertThat(report.epochs()).extracting(epoch -> epoch.measure().orElseThrow()).contains(best);
    assertThat(report.epochs())
        .extracting(epoch -> epoch.measure().orElseThrow())
        .allMatch(value -> value <= best)
        .anyMatch(value -> value < best);
    try (Workspace workspace = Workspace.threads(1)) {
      Translator model = Translator.of(network, vocabulary);
      TranslationScore score =
          TranslationScore.of(model, held, Search.beam(1), BLEU, workspace, done -> {});
      assertThat(score.bleu().score()).isEqualTo(best).isPositive();
    }
  }

  @Test
  void aResumedTrainingOnMoreThreadsGivesTheSameBits() {
    TranslatorNetwork whole = network();
    TrainingReport expected = trainer(whole).fit(data(train).batches(), data(held).batches());
    TranslatorNetwork part = network();
    for (int stops = 0; stops < 3; stops++) {
      StopSignal stop = new StopSignal();
      int until = 7 * (stops + 1); // 8 steps make an epoch
      TrainingReport report =
          resume(
              trainer(network())
                  .stop(stop)
                  .listener(event -> {
                    if (event instanceof Stepped stepped && stepped.step() == until) {
                      stop.request();
                    }
                  }));
      assertThat(report.outcome()).isEqualTo(Outcome.INTERRUPTED);
    }
    TrainingReport report = resume(trainer(part).threads(2));
    assertThat(report.epochs()).isEqualTo(expected.epochs());
    assertThat(report.bestEpoch()).isEqualTo(expected.bestEpoch());
    assertThat(part.parameters().values()).isEqualTo(whole.parameters().values());
    assertThat(expected.epochs().stream().map(EpochLoss::measure).distinct()).hasSizeGreaterThan(2);
  }

  @Test
  void aStopIsHeardAndNothingToScoreRefused() {
    StopSignal stop = new StopSignal();
    stop.request();
    try (Workspace workspace = Workspace.threads(1)) {
      assertThat(GreedyBleu.of(network(), vocabulary, held, BLEU).value(workspace, stop)).isEmpty();
    }
    Bleu other = Bleu.of(Tokeniser.CHARACTERS, Casing.LOWER);
    assertThat(GreedyBleu.of(network(), vocabulary, held, other).name())
        .isEqualTo("BLEU (char, lc)");
    assertThat(Bleu.standard().name()).isEqualTo("BLEU");
    assertThatThrownBy(() -> GreedyBleu.of(network(), vocabulary, List.of(), BLEU))
        .hasMessage("there are no pairs to score; give one or more");
    List<Pair> endless = List.of(held.getFirst(), new Pair("a ".repeat(2001).strip(), "b"));
    assertThatThrownBy(() -> GreedyBleu.of(network(), vocabulary, endless, BLEU))
        .hasMessageContaining("pair 2 of those that validate has a source of ")
        .hasMessageContaining("and 2,000 can be translated");
  }
}
