package dev.sluice.cli.reproduce;

import dev.sluice.cli.terminal.Failures;
import dev.sluice.cli.terminal.Interrupt;
import dev.sluice.cli.terminal.Pace;
import dev.sluice.cli.terminal.Progress;
import dev.sluice.cli.terminal.RunsProgress;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.train.loop.Listener;
import dev.sluice.train.loop.StopSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;

/// Trainings one after the other, and what they come to: lines for a program as they come, a table
/// for a person at the end, of whatever is done when it is interrupted.
///
/// @param <R> a result
final class Reproduction<R> {
  private final Terminal terminal;
  private final int threads;
  private final boolean json;
  private final Function<R, String> line;
  private final Function<List<R>, String> table;
  private final List<R> results = new ArrayList<>();

  /// One training.
  ///
  /// @param <A> what is trained
  /// @param <R> a result
  interface Trial<A, R> {
    /// Trains and measures; empty if it was stopped.
    Optional<R> run(A what, Listener listener);
  }

  /// Where a trial computes.
  ///
  /// @param stop what it listens to
  /// @param training the bar of all trials
  record Place(Workspace workspace, StopSignal stop, Terminal terminal, Progress training) {
    /// Scores `count` things, telling how far that is, on a line of its own, if it takes more than
    /// two seconds.
    ///
    /// @param what things are called
    /// @param work is given whom to tell how many are done
    <S> S scored(int count, String what, Function<IntConsumer, S> work) {
      training.close();
      try (Pace pace = new Pace(terminal, "scoring", what)) {
        return work.apply(pace.of(count));
      }
    }
  }

  Reproduction(
      Terminal terminal,
      ReproduceOptions options,
      Function<R, String> line,
      Function<List<R>, String> table) {
    this(terminal, options.threads(), options.json(), line, table);
  }

  /// @param json whether a program reads the results
  /// @param line a result for it
  Reproduction(
      Terminal terminal,
      int threads,
      boolean json,
      Function<R, String> line,
      Function<List<R>, String> table) {
    this.terminal = terminal;
    this.threads = threads;
    this.json = json;
    this.line = line;
    this.table = table;
  }

  /// Takes up a result.
  void take(R result) {
    results.add(result);
    if (json) {
      terminal.data(line.apply(result));
    }
  }

  /// What was taken up.
  List<R> results() {
    return List.copyOf(results);
  }

  /// Trains all, and answers with the exit code.
  ///
  /// @param weight what each weighs in the progress of all
  <A> int run(
      List<A> runs, Function<A, RunsProgress.Run> weight, Function<Place, Trial<A, R>> trials) {
    int done = 0;
    try (Interrupt interrupt = new Interrupt();
        Workspace workspace = Workspace.threads(threads);
        Progress progress = new Progress(terminal, "training")) {
      Trial<A, R> trial =
          trials.apply(new Place(workspace, interrupt.signal(), terminal, progress));
      var listener = new RunsProgress(progress, runs.stream().map(weight).toList());
      for (A run : runs) {
        trial.run(run, listener).ifPresent(this::take);
        if (interrupt.signal().isRequested()) {
          break;
        }
        done++;
      }
    }
    if (!json && !results.isEmpty()) {
      terminal.data(table.apply(results));
    }
    if (done < runs.size()) {
      terminal.say("sluice: interrupted; %d of %d are done".formatted(done, runs.size()));
      return Failures.INTERRUPTED;
    }
    return 0;
  }
}
