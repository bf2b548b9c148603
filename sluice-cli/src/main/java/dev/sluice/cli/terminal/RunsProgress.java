package dev.sluice.cli.terminal;

import dev.sluice.train.loop.Listener;
import dev.sluice.train.loop.TrainingEvent;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/// How far a series of trainings is, as one bar: work is what each run is said to weigh.
public final class RunsProgress implements Listener {
  private final Progress progress;
  private final List<Run> runs;
  private final double[] before; // the work of all runs before run i; the last is that of all
  private final long began = System.nanoTime();
  private int number = -1;

  /// A training.
  ///
  /// @param work what it weighs beside the others
  public record Run(String name, int epochs, double work) {}

  /// @param runs in the order in which they are trained
  public RunsProgress(Progress progress, List<Run> runs) {
    this.progress = progress;
    this.runs = runs;
    before = new double[runs.size() + 1];
    for (int i = 0; i < runs.size(); i++) {
      before[i + 1] = before[i] + runs.get(i).work;
    }
  }

  @Override
  public void on(TrainingEvent event) {
    if (event instanceof TrainingEvent.Started) {
      number++;
    }
    if (event instanceof TrainingEvent.Stepped stepped) {
      Run run = runs.get(number);
      TrainingEvent.Progress far = stepped.progress();
      double share = far.total().isEmpty() ? 0 : (double) far.steps() / far.total().getAsLong();
      double done = (before[number] + share * run.work) / before[runs.size()];
      double seconds = (System.nanoTime() - began) * 1e-9;
      progress.at(done, detail(run, stepped), OptionalDouble.of(seconds * (1 - done) / done));
    }
  }

  private String detail(Run run, TrainingEvent.Stepped stepped) {
    return String.format(
        Locale.ROOT,
        "%d/%d %s  epoch %d/%d  loss %.3f  %.1f steps/s",
        number + 1,
        runs.size(),
        run.name,
        stepped.epoch(),
        run.epochs,
        stepped.loss(),
        stepped.progress().stepsPerSecond());
  }
}
