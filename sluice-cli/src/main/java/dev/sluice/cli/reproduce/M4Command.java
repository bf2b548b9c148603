package dev.sluice.cli.reproduce;

import dev.sluice.cli.terminal.RunsProgress;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.kernel.KernelChoice;
import dev.sluice.tasks.forecast.M4Hourly;
import dev.sluice.tasks.series.WindowSplit;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
      "  sluice reproduce m4 --data ts-m4 --seeds 3 --json"
    })
final class M4Command implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Mixin private ReproduceOptions options = new ReproduceOptions();

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine());
    KernelChoice.current();
    WindowSplit split = M4Hourly.split(M4Files.read(options.folder("the series")));
    var results = new Reproduction<>(terminal, options, M4Result::json, M4Table::of);
    M4Runner.baselines(split).forEach(results::take);
    return results.run(
        options.seeds().boxed().toList(),
        seed -> new RunsProgress.Run("M4 hourly", M4Hourly.training().epochs(), 1),
        place -> new M4Runner(split, place.workspace(), place.stop())::test);
  }
}
