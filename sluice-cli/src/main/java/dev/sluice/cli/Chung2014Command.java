package dev.sluice.cli;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.ModelException;
import dev.sluice.kernel.KernelChoice;
import dev.sluice.tasks.music.Chung2014;
import dev.sluice.tasks.music.Chung2014.Cell;
import dev.sluice.tasks.music.Chung2014.Corpus;
import dev.sluice.tasks.music.MusicTraining;
import dev.sluice.tasks.music.PianoRolls;
import dev.sluice.train.loop.StopSignal;
import java.io.IOException;
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

/// Polyphonic music: tanh, GRU and LSTM on four sets of piano rolls.
@Command(
    name = "chung2014",
    description =
        "Polyphonic music: tanh, GRU and LSTM on four sets of piano rolls, as in Chung et al. 2014, arXiv 1412.3555. Trains every cell on every set and prints test losses beside the paper's.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "DIR holds Nottingham.json.gz, JSB_Chorales.json.gz, MuseData.json.gz, Piano_midi.json.gz:",
      "{\"train\": [[[key, ...], ...], ...], \"valid\": ..., \"test\": ...}, keys 0 to 87 (MIDI note - 21).",
      "",
      "Examples:",
      "  sluice reproduce chung2014 --data music",
      "  sluice reproduce chung2014 --data music --sets JSB --cells GRU,LSTM --seeds 3",
      "  sluice reproduce chung2014 --data music --sets JSB --search 4"
    })
final class Chung2014Command implements Callable<Integer> {
  private static final double LOWEST_RATE = 3e-3;
  private static final double HIGHEST_RATE = 3e-2;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "Where the piano rolls are.")
  private Path data;

  @Option(
      names = "--sets",
      paramLabel = "SET",
      split = ",",
      description = "Some sets only: ${COMPLETION-CANDIDATES}. Default: all.")
  private List<Corpus> sets = List.of(Corpus.values());

  @Option(
      names = "--cells",
      paramLabel = "CELL",
      split = ",",
      description = "Some cells only: ${COMPLETION-CANDIDATES}. Default: all.")
  private List<Cell> cells = List.of(Cell.values());

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1",
      converter = WholeNumber.Times.class,
      description = "How often each is trained, with seeds of its own. Default: ${DEFAULT-VALUE}.")
  private int seeds;

  @Mixin private SeedOption seed = new SeedOption();

  @Option(
      names = "--search",
      paramLabel = "N",
      converter = WholeNumber.Times.class,
      description =
          "Instead: N learning rates from 0.003 to 0.03 for each, trained for a third of the epochs and judged on validation. The test is not looked at.")
  private int search; // 0: none

  @Mixin private ThreadsOption threads = new ThreadsOption();

  @Option(names = "--json", description = "Results as JSON lines.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Terminal terminal = Terminal.of(spec.commandLine());
    KernelChoice.current();
    Map<Corpus, PianoRolls> rolls = read();
    List<MusicRun> runs = search > 0 ? candidates() : runs();
    try (Interrupt interrupt = new Interrupt();
        Workspace workspace = Workspace.threads(threads.count())) {
      return run(terminal, new MusicRunner(rolls, workspace, interrupt.signal()), runs);
    }
  }

  private int run(Terminal terminal, MusicRunner runner, List<MusicRun> runs) {
    List<MusicResult> results = new ArrayList<>();
    StopSignal stop = runner.stop();
    try (Progress progress = new Progress(terminal, "training")) {
      var work = new RunsProgress(progress, runs.stream().map(runner::work).toList());
      for (MusicRun run : runs) {
        MusicResult result = search > 0 ? runner.validate(run, work) : runner.test(run, work);
        if (stop.isRequested()) {
          break;
        }
        results.add(result);
        if (json) {
          terminal.data(result.json());
        }
      }
    }
    if (!json && !results.isEmpty()) {
      terminal.data(search > 0 ? MusicTable.ofSearch(results) : MusicTable.of(results));
    }
    if (stop.isRequested()) {
      terminal.say("sluice: interrupted; %d of %d are done".formatted(results.size(), runs.size()));
      return Failures.INTERRUPTED;
    }
    return 0;
  }

  /// All of them before anything is trained.
  private Map<Corpus, PianoRolls> read() throws IOException {
    if (!Files.isDirectory(data)) {
      throw new ModelException(data + " is no directory; --data names the folder of piano rolls");
    }
    Map<Corpus, PianoRolls> rolls = new EnumMap<>(Corpus.class);
    for (Corpus corpus : sets) {
      rolls.put(corpus, PianoRollsFile.read(data.resolve(corpus.label() + ".json.gz")));
    }
    return rolls;
  }

  private List<MusicRun> runs() {
    List<MusicRun> runs = new ArrayList<>();
    for (Chung2014 field : fields()) {
      for (int i = 0; i < seeds; i++) {
        runs.add(new MusicRun(field, field.training(), seed.number() + i));
      }
    }
    return runs;
  }

  /// Rates evenly spaced on a logarithmic scale, the same for every cell and set.
  private List<MusicRun> candidates() {
    List<MusicRun> runs = new ArrayList<>();
    double factor = StrictMath.log(HIGHEST_RATE / LOWEST_RATE) / Math.max(1, search - 1);
    for (Chung2014 field : fields()) {
      MusicTraining training = field.training().epochs(field.training().epochs() / 3);
      for (int i = 0; i < search; i++) {
        double rate = LOWEST_RATE * StrictMath.exp(i * factor);
        runs.add(new MusicRun(field, training.rate(rate), seed.number()));
      }
    }
    return runs;
  }

  private List<Chung2014> fields() {
    List<Chung2014> fields = new ArrayList<>();
    for (Corpus corpus : sets.stream().distinct().toList()) {
      for (Cell cell : cells.stream().distinct().toList()) {
        fields.add(new Chung2014(corpus, cell));
      }
    }
    return fields;
  }
}
