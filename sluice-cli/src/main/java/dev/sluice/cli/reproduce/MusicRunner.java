package dev.sluice.cli.reproduce;

import dev.sluice.cli.terminal.RunsProgress;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.music.Chung2014.Corpus;
import dev.sluice.tasks.music.MusicNetwork;
import dev.sluice.tasks.music.MusicScore;
import dev.sluice.tasks.music.MusicTraining;
import dev.sluice.tasks.music.PianoRolls;
import dev.sluice.train.loop.Listener;
import dev.sluice.train.loop.StopSignal;
import dev.sluice.train.loop.TrainingReport;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Trains and measures.
///
/// @param rolls of every set that runs ask for
record MusicRunner(Map<Corpus, PianoRolls> rolls, Workspace workspace, StopSignal stop) {
  /// Trains, and measures once on the test; empty if it was stopped.
  Optional<MusicResult> test(MusicRun run, Listener listener) {
    MusicNetwork network = network(run);
    TrainingReport report = train(run, network, listener);
    return stop.isRequested()
        ? Optional.empty()
        : Optional.of(result(run, network, report, score(run, network)));
  }

  /// Trains without a look at the test; empty if it was stopped.
  Optional<MusicResult> validate(MusicRun run, Listener listener) {
    MusicNetwork network = network(run);
    TrainingReport report = train(run, network, listener);
    return stop.isRequested() ? Optional.empty() : Optional.of(result(run, network, report, null));
  }

  /// What a run weighs in a bar of progress: steps of the optimiser.
  static RunsProgress.Run work(MusicRun run, Map<Corpus, PianoRolls> rolls) {
    MusicTraining training = run.training();
    long steps = training.epochs() * training.steps(of(run, rolls).train());
    return new RunsProgress.Run(run.field().toString(), training.epochs(), steps);
  }

  private MusicNetwork network(MusicRun run) {
    MusicNetwork network = run.field().network(Seed.of(run.seed()));
    network.beginWith(of(run).train());
    return network;
  }

  private TrainingReport train(MusicRun run, MusicNetwork network, Listener listener) {
    MusicTraining training = run.training();
    PianoRolls rolls = of(run);
    return training
        .trainer(network, rolls.train(), Seed.of(run.seed()).named("training"))
        .workspace(workspace)
        .stop(stop)
        .listener(listener)
        .fit(training.data(rolls.train()), training.validation(rolls.validation()));
  }

  private MusicScore score(MusicRun run, MusicNetwork network) {
    return MusicScore.of(network, of(run).test(), workspace);
  }

  private PianoRolls of(MusicRun run) {
    return of(run, rolls);
  }

  private static PianoRolls of(MusicRun run, Map<Corpus, PianoRolls> rolls) {
    return Objects.requireNonNull(rolls.get(run.field().corpus()));
  }

  private static MusicResult result(
      MusicRun run, MusicNetwork network, TrainingReport report, @Nullable MusicScore test) {
    double validation =
        report.epochs().stream()
            .mapToDouble(epoch -> epoch.validation().orElseThrow())
            .min()
            .orElse(Double.NaN);
    return new MusicResult(run, network.parameters().size(), validation, report, test);
  }
}
