package dev.sluice.cli.reproduce;

import dev.sluice.cli.terminal.RunsProgress;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.kernel.KernelChoice;
import dev.sluice.tasks.forecast.SegRnn;
import dev.sluice.tasks.series.Series;
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

  @Mixin private ReproduceOptions options = new ReproduceOptions();

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

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine());
    KernelChoice.current();
    List<SegRnnRun> runs = runs();
    Map<SegRnn.Set, Series> series = read();
    return new Reproduction<>(terminal, options, SegRnnResult::json, SegRnnTable::of)
        .run(
            runs,
            SegRnnCommand::work,
            place -> new SegRnnRunner(series, place.workspace(), place.stop())::test);
  }

  private static RunsProgress.Run work(SegRnnRun run) {
    SegRnn field = run.field();
    return new RunsProgress.Run(field.toString(), field.training().epochs(), field.work());
  }

  private List<SegRnnRun> runs() {
    List<SegRnnRun> runs = new ArrayList<>();
    for (SegRnn.Set set : sets.stream().distinct().toList()) {
      for (int horizon : horizons.stream().distinct().toList()) {
        SegRnn field = field(set, horizon);
        options.seeds().forEach(seed -> runs.add(new SegRnnRun(field, seed)));
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
    Path data = options.folder("the series");
    Map<SegRnn.Set, Series> series = new EnumMap<>(SegRnn.Set.class);
    for (SegRnn.Set set : sets) {
      series.put(set, SegRnn.read(data.resolve(set.label() + ".csv")));
    }
    return series;
  }
}
