package dev.sluice.cli.reproduce;

import dev.sluice.cli.options.WholeNumber;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.kernel.KernelChoice;
import dev.sluice.tasks.music.Chung2014;
import dev.sluice.tasks.music.Chung2014.Cell;
import dev.sluice.tasks.music.Chung2014.Corpus;
import dev.sluice.tasks.music.MusicTraining;
import dev.sluice.tasks.music.PianoRolls;
import java.io.IOException;
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

  @Mixin private ReproduceOptions options = new ReproduceOptions();

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
      names = "--search",
      paramLabel = "N",
      converter = WholeNumber.Times.class,
      description =
          "Instead: N learning rates from 0.003 to 0.03 for each, trained for a third of the epochs and judged on validation. The test is not looked at.")
  private int search; // 0: none

  @Override
  public Integer call() throws IOException {
    Terminal terminal = Terminal.of(spec.commandLine());
    KernelChoice.current();
    Map<Corpus, PianoRolls> rolls = read();
    List<MusicRun> runs = search > 0 ? candidates() : runs();
    return new Reproduction<>(
            terminal,
            options,
            MusicResult::json,
            search > 0 ? MusicTable::ofSearch : MusicTable::of)
        .run(
            runs,
            run -> MusicRunner.work(run, rolls),
            place -> {
              var runner = new MusicRunner(rolls, place.workspace(), place.stop());
              return search > 0 ? runner::validate : runner::test;
            });
  }

  /// All of them before anything is trained.
  private Map<Corpus, PianoRolls> read() throws IOException {
    Path data = options.folder("piano rolls");
    Map<Corpus, PianoRolls> rolls = new EnumMap<>(Corpus.class);
    for (Corpus corpus : sets) {
      rolls.put(corpus, PianoRollsFile.read(data.resolve(corpus.label() + ".json.gz")));
    }
    return rolls;
  }

  private List<MusicRun> runs() {
    List<MusicRun> runs = new ArrayList<>();
    for (Chung2014 field : fields()) {
      options.seeds().forEach(seed -> runs.add(new MusicRun(field, field.training(), seed)));
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
        runs.add(new MusicRun(field, training.rate(rate), options.firstSeed()));
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
