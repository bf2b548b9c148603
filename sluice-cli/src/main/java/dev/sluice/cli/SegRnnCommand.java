package dev.sluice.cli;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.ModelException;
import dev.sluice.kernel.KernelChoice;
import dev.sluice.tasks.forecast.SegRnn;
import dev.sluice.tasks.series.Series;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Long forecasts of electricity transformers by a GRU over segments.
@Command(
    name = "segrnn",
    description = {
      "Long forecasts of electricity transformers by a GRU over segments, as in Lin et al. 2023,",
      "arXiv 2308.11200. Trains for every set and horizon and prints test errors beside the paper's."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "DIR holds ETTh1.csv and ETTh2.csv: date,HUFL,HULL,MUFL,MULL,LUFL,LULL,OT by the hour.",
      "",
      "Examples:",
      "  sluice reproduce segrnn --data ts-ett",
      "  sluice reproduce segrnn --data ts-ett --sets ETTH2 --horizons 96,720 --seeds 3"
    })
final class SegRnnCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "Where the series are.")
  private Path data;

  @Option(
      names = "--sets",
      paramLabel = "SET",
      split = ",",
      description = "Some sets only: ${COMPLETION-CANDIDATES}. Default: all.")
  private List<SegRnn.Set> sets = List.of(SegRnn.Set.values());

  @Option(
      names = "--horizons",
      paramLabel = "HOURS",
      split = ",",
      description = "Some horizons only: 96, 192, 336, 720. Default: all.")
  private List<Integer> horizons = SegRnn.HORIZONS;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1",
      converter = WholeNumber.Times.class,
      description =
          "How often each is trained, with seeds of its own from --seed on. Default: ${DEFAULT-VALUE}.")
  private int seeds;

  @Mixin private SeedOption seed = new SeedOption();
  @Mixin private ThreadsOption threads = new ThreadsOption();

  @Option(names = "--json", description = "Results as JSON lines.")
  private boolean json;

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine());
    KernelChoice.current();
    List<SegRnnRun> runs = runs();
    Map<SegRnn.Set, Series> series = read();
    try (Interrupt interrupt = new Interrupt();
        Workspace workspace = Workspace.threads(threads.count())) {
      return run(terminal, new SegRnnRunner(series, workspace, interrupt.signal()), runs);
    }
  }

  private int run(Terminal terminal, SegRnnRunner runner, List<SegRnnRun> runs) {
    List<SegRnnResult> results = new ArrayList<>();
    try (Progress progress = new Progress(terminal, "training")) {
      var work = new RunsProgress(progress, runs.stream().map(SegRnnCommand::work).toList());
      for (SegRnnRun run : runs) {
        runner.test(run, work).ifPresent(result -> take(terminal, result, results));
        if (runner.stop().isRequested()) {
          break;
        }
      }
    }
    if (!json && !results.isEmpty()) {
      terminal.data(SegRnnTable.of(results));
    }
    if (results.size() < runs.size()) {
      terminal.say("sluice: interrupted; %d of %d are done".formatted(results.size(), runs.size()));
      return Failures.INTERRUPTED;
    }
    return 0;
  }

  private void take(Terminal terminal, SegRnnResult result, List<SegRnnResult> results) {
    results.add(result);
    if (json) {
      terminal.data(result.json());
    }
  }

  private static RunsProgress.Run work(SegRnnRun run) {
    SegRnn field = run.field();
    return new RunsProgress.Run(field.toString(), field.training().epochs(), field.work());
  }

  private List<SegRnnRun> runs() {
    List<SegRnnRun> runs = new ArrayList<>();
    for (SegRnn.Set set : sets.stream().distinct().toList()) {
      for (int horizon : horizons.stream().distinct().toList()) {
        for (int i = 0; i < seeds; i++) {
          runs.add(new SegRnnRun(field(set, horizon), seed.number() + i));
        }
      }
    }
    return runs;
  }

  private SegRnn field(SegRnn.Set set, int horizon) {
    if (!SegRnn.HORIZONS.contains(horizon)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "invalid value for option '--horizons': %d is none of %s"
              .formatted(horizon, SegRnn.HORIZONS));
    }
    return new SegRnn(set, horizon);
  }

  /// All of them before anything is trained.
  private Map<SegRnn.Set, Series> read() {
    if (!Files.isDirectory(data)) {
      throw new ModelException(data + " is no directory; --data names the folder of the series");
    }
    Map<SegRnn.Set, Series> series = new EnumMap<>(SegRnn.Set.class);
    for (SegRnn.Set set : sets) {
      series.put(set, SegRnn.read(data.resolve(set.label() + ".csv")));
    }
    return series;
  }
}
