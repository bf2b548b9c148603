package dev.sluice.cli.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The hidden state of a sequence as its feature vector.
@Command(
    name = "features",
    description =
        "Turns each sequence into one vector, the hidden state of the model's last layer.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "A line of output for each sequence: {\"key\":\"a\",\"features\":[0.11,-0.52,...]}.",
      "Of a forecaster that answers from windows, the last window of each group is the",
      "sequence, and its last time is told; if it is one over segments, each target has its own.",
      "",
      "Examples:",
      "  sluice features load.sluice --input load.csv",
      "  sluice features encoder.sluice --input walks.jsonl --pool mean"
    })
public final class FeaturesCommand implements Callable<Integer> {
  private static final byte[] FEATURES = ",\"features\":".getBytes(US_ASCII);

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "The directory of a model.")
  private Path model = Path.of("");

  @Mixin private SequenceInput input = new SequenceInput();

  @Option(
      names = "--pool",
      paramLabel = "last|mean|max",
      description = "The last state, or the mean or maximum over all steps. Default: last.")
  private Pooling pooling = Pooling.LAST;

  @Override
  public Integer call() throws IOException {
    AnyModel loaded = AnyModel.load(model);
    AnswerWriter out = new AnswerWriter(Terminal.of(spec.commandLine()).out());
    try {
      input.forEach(
          loaded,
          sequence -> {
            float[] features = pooling.of(loaded.stack(), sequence.x());
            SequenceHead.write(sequence, sequence.x().lengths().steps() - 1, out);
            out.raw(FEATURES).array(features, 0, features.length).raw('}').endLine();
          });
    } finally {
      out.flush(); // what came before a broken line is told
    }
    return 0;
  }
}
