package dev.sluice.cli.stream;

import dev.sluice.cli.terminal.Advance;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.nn.Gru;
import dev.sluice.core.nn.Recurrent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What a GRU does at each step.
@Command(
    name = "trace",
    description = "Shows gates, candidate and state of each layer of a GRU at each step.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "update (z) says how much of the state is rewritten, reset (r) how much of it the",
      "candidate (n) sees; hidden (h) is the state: h = (1 - z) h' + z n.",
      "Steps count from 1, layers and units from 0.",
      "Of a forecaster that answers from windows, the last window of each group is shown.",
      "",
      "Examples:",
      "  sluice trace load.sluice --input load.csv --csv > gates.csv",
      "  sluice trace encoder.sluice --input walks.jsonl"
    })
public final class TraceCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "The directory of a model.")
  private Path model = Path.of("");

  @Mixin private SequenceInput input = new SequenceInput();

  @Option(
      names = "--csv",
      description = "CSV with a line for each unit, instead of JSON with a line for each layer.")
  private boolean csv;

  @Override
  public Integer call() throws IOException {
    AnyModel loaded = AnyModel.load(model);
    Gru gru = gru(loaded.stack());
    AnswerWriter out = new AnswerWriter(Terminal.of(spec.commandLine()).out());
    TraceWriter writer = csv ? new CsvTrace(out) : new JsonTrace(out);
    try {
      input.forEach(
          loaded,
          new SequenceTaker(
              sequence -> writer.write(sequence, gru.trace(sequence.x())), SequenceTaker.STOP),
          Advance.UNTOLD);
    } finally {
      out.flush(); // what came before a broken line is told
    }
    return 0;
  }

  private Gru gru(Recurrent stack) {
    if (stack instanceof Gru gru) {
      return gru;
    }
    throw new IllegalArgumentException(
        "%s holds a stack of %s cells, which have other gates; trace shows those of GRUs, features the states of any cell"
            .formatted(model, stack.spec().cell()));
  }
}
