package dev.sluice.cli;

import dev.sluice.train.loop.Listener;
import dev.sluice.train.loop.TrainingEvent;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/// How far a series of trainings is, as one bar: work is steps of the optimiser.
final class MusicProgress implements Listener {
  private final Progress progress;
  private final List<MusicRun> runs;
  private final long[] before; // steps of all runs before run i; the last is all of them
  private final long began = System.nanoTime();
  private int run = -1;

  MusicProgress(Progress progress, MusicRunner runner, List<MusicRun> runs) {
    this.progress = progress;
    this.runs = runs;
    before = new long[runs.size() + 1];
    for (int i = 0; i < runs.size(); i++) {
      MusicRun each = runs.get(i);
      before[i + 1] = before[i] + each.training().epochs() * runner.stepsPerEpoch(each);
    }
  }

  @Override
  public void on(TrainingEvent event) {
    if (event instanceof TrainingEvent.Started) {
      run++;
    }
    if (event instanceof TrainingEvent.Stepped stepped) {
      double done = (double) (before[run] + stepped.step()) / before[runs.size()];
      double seconds = (System.nanoTime() - began) * 1e-9;
      progress.at(done, detail(stepped), OptionalDouble.of(seconds * (1 - done) / done));
    }
  }

  private String detail(TrainingEvent.Stepped stepped) {
    MusicRun now = runs.get(run);
    return String.format(
        Locale.ROOT,
        "%d/%d %s  epoch %d/%d  loss %.2f  %.0f steps/s",
        run + 1,
        runs.size(),
        now.field(),
        stepped.epoch(),
        now.training().epochs(),
        stepped.loss(),
        stepped.progress().stepsPerSecond());
  }
}
