package dev.sluice.cli;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.ModelException;
import dev.sluice.kernel.KernelChoice;
import dev.sluice.tasks.forecast.M4Hourly;
import dev.sluice.tasks.series.WindowSplit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The hourly series of the M4 competition by one GRU.
@Command(
    name = "m4",
    description = {
      "The hourly series of the M4 competition, 414 of them, each 48 hours ahead, by one GRU over",
      "segments. Prints sMAPE and MASE of the test beside those of seasonal-naive, naive and drift."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "DIR holds Hourly-train.csv and Hourly-test.csv of the competition: a series in each line.",
      "",
      "Examples:",
      "  sluice reproduce m4 --data ts-m4",
      "  sluice reproduce m4 --data ts-m4 --seeds 1 --json"
    })
final class M4Command implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "Where the series are.")
  private Path data;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "3",
      converter = WholeNumber.Times.class,
      description = "How often it is trained, with seeds of its own. Default: ${DEFAULT-VALUE}.")
  private int seeds;

  @CommandLine.Mixin private SeedOption seed;
  @CommandLine.Mixin private ThreadsOption threads;

  @Option(names = "--json", description = "Results as JSON lines.")
  private boolean json;

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine());
    KernelChoice.current();
    if (!Files.isDirectory(data)) {
      throw new ModelException(data + " is no directory; --data names the folder of the series");
    }
    WindowSplit split = M4Hourly.split(M4Files.read(data));
    List<M4Result> results = new ArrayList<>();
    for (M4Result baseline : M4Runner.baselines(split)) {
      take(terminal, baseline, results);
    }
    try (Interrupt interrupt = new Interrupt();
        Workspace workspace = Workspace.threads(threads.count());
        Progress progress = new Progress(terminal, "training")) {
      var runner = new M4Runner(split, workspace, interrupt.signal());
      var run = new RunsProgress.Run("M4 hourly", M4Hourly.training().epochs(), 1);
      var work = new RunsProgress(progress, Collections.nCopies(seeds, run));
      for (int i = 0; i < seeds && !runner.stop().isRequested(); i++) {
        runner.test(seed.number() + i, work).ifPresent(result -> take(terminal, result, results));
      }
    }
    return finish(terminal, results);
  }

  private void take(Terminal terminal, M4Result result, List<M4Result> results) {
    results.add(result);
    if (json) {
      terminal.data(result.json());
    }
  }

  private int finish(Terminal terminal, List<M4Result> results) {
    if (!json) {
      terminal.data(M4Table.of(results));
    }
    long done = results.stream().filter(result -> result.trained().isPresent()).count();
    if (done < seeds) {
      terminal.say("sluice: interrupted; %d of %d seeds are done".formatted(done, seeds));
      return Failures.INTERRUPTED;
    }
    return 0;
  }
}
