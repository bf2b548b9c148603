package dev.sluice.cli.reproduce;

import dev.sluice.cli.options.Numbers;
import dev.sluice.cli.options.SeedOption;
import dev.sluice.cli.options.ThreadsOption;
import dev.sluice.cli.terminal.RunsProgress;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.tensor.Seed;
import dev.sluice.kernel.KernelChoice;
import dev.sluice.tasks.memory.MemoryNetwork;
import dev.sluice.tasks.memory.MemoryTask;
import dev.sluice.tasks.memory.MemoryTraining;
import dev.sluice.tasks.memory.MemoryTraining.Cell;
import dev.sluice.train.loop.Listener;
import dev.sluice.train.loop.TrainingReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Where cells begin to forget.
@Command(
    name = "memory",
    description =
        "Where plain RNN, LSTM and GRU begin to forget: the adding problem and the copy task over lengths; synthetic.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "patient_gru is a GRU whose update gate begins with a bias of -4, so that it keeps its state long.",
      "",
      "Examples:",
      "  sluice reproduce memory --plot adding.svg",
      "  sluice reproduce memory --task copy --plot copy.svg",
      "  sluice reproduce memory --lengths 600 --cells patient_gru"
    })
final class MemoryCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--task",
      paramLabel = "adding|copy",
      description =
          "What is remembered: two numbers for their sum, or ten symbols. Default: adding.")
  private MemoryTask task = MemoryTask.ADDING;

  @Option(
      names = "--lengths",
      paramLabel = "N",
      split = ",",
      converter = Numbers.Steps.class,
      description =
          "Steps to remember over. Default: 50,100,200,400 (adding), 10,20,50,100,200 (copy).")
  private List<Integer> lengths = List.of();

  @Option(
      names = "--cells",
      paramLabel = "CELL",
      split = ",",
      description = "Of rnn, lstm, gru, patient_gru. Default: all.")
  private List<Cell> cells = List.of(Cell.values());

  @Option(
      names = "--samples",
      paramLabel = "N",
      converter = Numbers.Times.class,
      description = "Samples to train on. Default: 100000 (adding), 200000 (copy).")
  private int samples;

  @Mixin private PlotOption plot = new PlotOption();
  @Mixin private SeedOption seed = new SeedOption();
  @Mixin private ThreadsOption threads = new ThreadsOption();

  @Option(names = "--json", description = "Results as JSON lines.")
  private boolean json;

  private record Run(Cell cell, int steps) {}

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine());
    KernelChoice.current();
    fillIn();
    if (samples < 10 * MemoryTraining.PARTS || lengths.stream().anyMatch(steps -> steps < 2)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--samples is 200 or more, and lengths are 2 or more");
    }
    plot.requireWritable();
    MemoryTraining training = new MemoryTraining(4e-3, samples, 32);
    List<Run> runs = new ArrayList<>();
    cells.forEach(cell -> lengths.forEach(steps -> runs.add(new Run(cell, steps))));
    var reproduction =
        new Reproduction<>(
            terminal, threads.count(), json, MemoryResult::json, MemoryResult::table);
    int exit =
        reproduction.run(
            runs,
            run ->
                new RunsProgress.Run(
                    run.cell + " over " + run.steps, MemoryTraining.PARTS, run.steps),
            place -> (run, listener) -> train(training, run, place, listener));
    plot.write(reproduction.results(), MemoryResult::chart);
    return exit;
  }

  /// Half an hour at most for either task on a core; copying is learned more slowly.
  private void fillIn() {
    boolean adding = task == MemoryTask.ADDING;
    if (lengths.isEmpty()) {
      lengths = adding ? List.of(50, 100, 200, 400) : List.of(10, 20, 50, 100, 200);
    }
    if (samples == 0) {
      samples = adding ? 100_000 : 200_000;
    }
  }

  private Optional<MemoryResult> train(
      MemoryTraining training, Run run, Reproduction.Place place, Listener listener) {
    MemoryNetwork network =
        MemoryNetwork.create(
            run.cell.spec(task.inputs()), task.outputs(), seed.seed().named("network"));
    Seed data = seed.seed().named("data");
    TrainingReport report =
        training
            .trainer(network, task, seed.seed().named("training"))
            .workspace(place.workspace())
            .stop(place.stop())
            .listener(listener)
            .fit(training.data(task, run.steps, data), training.test(task, run.steps, data));
    if (place.stop().isRequested()) {
      return Optional.empty();
    }
    return Optional.of(new MemoryResult(task, run.cell, run.steps, seed.number(), report));
  }
}
