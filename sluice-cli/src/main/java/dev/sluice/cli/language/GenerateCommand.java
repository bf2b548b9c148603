package dev.sluice.cli.language;

import dev.sluice.cli.options.Numbers;
import dev.sluice.cli.options.SeedOption;
import dev.sluice.cli.options.WholeNumber;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.nn.Precision;
import dev.sluice.tasks.language.Generator;
import dev.sluice.tasks.language.LanguageModel;
import dev.sluice.tasks.language.Sampling;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Text from a model, as it comes.
@Command(
    name = "generate",
    description = "Goes on with a text, to the terminal as it comes.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  sluice generate shakespeare.sluice --prompt ROMEO: --length 500",
      "  sluice generate shakespeare.sluice --temperature 0.5 --top-p 0.9 --seed 7"
    })
public final class GenerateCommand implements Callable<Integer> {
  /// Symbols between two flushes; a line's end flushes too.
  private static final int PIECE = 64;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "The directory of a model of text.")
  private Path model = Path.of("");

  @Option(
      names = "--prompt",
      paramLabel = "TEXT",
      description = "What is gone on with; it is printed too. Default: the end of a line.")
  private String prompt = "\n";

  @Option(
      names = "--length",
      paramLabel = "N",
      converter = Numbers.Times.class,
      description = "Characters to add, or sub-words. Default: ${DEFAULT-VALUE}.")
  private int length = 500;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description =
          "Below 1 the likely becomes more likely, above 1 the unlikely does; 0 takes the most likely. Default: ${DEFAULT-VALUE}.")
  private double temperature = 0.8;

  @Option(
      names = "--top-k",
      paramLabel = "K",
      converter = WholeNumber.Times.class,
      description = "Choose from the K most likely symbols only.")
  private int topK = Integer.MAX_VALUE;

  @Option(
      names = "--top-p",
      paramLabel = "P",
      description = "Choose from the most likely symbols that together have probability P.")
  private double topP = 1;

  @Option(
      names = "--precision",
      paramLabel = "f32|bf16",
      description = "How weights are stored; bf16 is faster for large models. Default: f32.")
  private Stored precision = Stored.F32;

  @Mixin private SeedOption seed = new SeedOption();

  /// What `--precision` names.
  enum Stored {
    F32,
    BF16
  }

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine());
    if (prompt.isEmpty()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--prompt is empty; there must be a text to go on with");
    }
    Sampling sampling = sampling();
    Generator generator =
        LanguageModel.load(model)
            .generator(
                sampling,
                seed.seed(),
                precision == Stored.BF16 ? Precision.BFLOAT16 : Precision.FLOAT32);
    PrintWriter out = spec.commandLine().getOut();
    out.print(prompt.equals("\n") ? "" : prompt);
    generator.read(prompt);
    long start = System.nanoTime();
    for (int i = 0; i < length; i++) {
      String added = generator.next();
      out.print(added);
      if (added.indexOf('\n') >= 0 || i % PIECE == PIECE - 1) {
        out.flush();
      }
    }
    out.println();
    out.flush();
    double seconds = Math.max(1, System.nanoTime() - start) * 1e-9;
    terminal.say(
        String.format(Locale.ROOT, "%,d symbols, %,.0f a second", length, length / seconds));
    return 0;
  }

  private Sampling sampling() {
    try {
      return new Sampling(temperature, topK, topP);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
