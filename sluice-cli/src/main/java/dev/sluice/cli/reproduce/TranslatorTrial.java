package dev.sluice.cli.reproduce;

import dev.sluice.cli.terminal.RunsProgress;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.translate.Pair;
import dev.sluice.tasks.translate.PairData;
import dev.sluice.tasks.translate.Translator;
import dev.sluice.tasks.translate.TranslatorNetwork;
import dev.sluice.tasks.translate.TranslatorSpec;
import dev.sluice.tasks.translate.TranslatorSpec.Looking;
import dev.sluice.tasks.translate.TranslatorVocabulary;
import dev.sluice.train.loop.Listener;
import dev.sluice.train.loop.Recipe;
import dev.sluice.train.loop.TrainingReport;
import java.util.List;
import java.util.Optional;

/// Pairs, and a network that learns from them as it is told; trained once for each seed.
record TranslatorTrial(
    List<Pair> train,
    List<Pair> validation,
    TranslatorVocabulary vocabulary,
    TranslatorSpec spec,
    Recipe training) {
  /// What a training came to.
  record Trained(Translator model, TrainingReport report) {}

  /// The same with another way to look back.
  TranslatorTrial looking(Looking looking) {
    return new TranslatorTrial(train, validation, vocabulary, spec.attention(looking), training);
  }

  /// What a training weighs.
  RunsProgress.Run run(String name) {
    return new RunsProgress.Run(name, training.epochs(), training.steps(train.size()));
  }

  /// Trains; empty if it was stopped.
  Optional<Trained> train(long number, Reproduction.Place place, Listener listener) {
    Seed seed = Seed.of(number);
    TranslatorNetwork network = TranslatorNetwork.create(spec, seed.named("network"));
    TrainingReport report =
        training
            .trainer(network, train.size(), seed.named("training"))
            .workspace(place.workspace())
            .stop(place.stop())
            .listener(listener)
            .fit(
                PairData.of(train, vocabulary).batches(),
                PairData.of(validation, vocabulary).batches());
    if (place.stop().isRequested()) {
      return Optional.empty();
    }
    return Optional.of(new Trained(Translator.of(network, vocabulary), report));
  }
}
