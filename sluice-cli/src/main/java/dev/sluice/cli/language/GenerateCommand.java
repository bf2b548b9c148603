package dev.sluice.cli.language;

import dev.sluice.cli.options.Numbers;
import dev.sluice.cli.options.SeedOption;
import dev.sluice.cli.options.WholeNumber;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.nn.Precision;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.language.Generator;
import dev.sluice.tasks.language.Generators;
import dev.sluice.tasks.language.LanguageModel;
import dev.sluice.tasks.language.Sampling;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Text from a model, as it comes.
@Command(
    name = "generate",
    description = "Goes on with a text, to the terminal as it comes, or with several at once.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  sluice generate shakespeare.sluice --prompt ROMEO: --length 500",
      "  sluice generate shakespeare.sluice --temperature 0.5 --top-p 0.9 --seed 7",
      "  sluice generate shakespeare.sluice --prompt ROMEO: --texts 8"
    })
public final class GenerateCommand implements Callable<Integer> {
  /// Symbols between two flushes; a line's end flushes too.
  private static final int PIECE = 64;

  /// Texts side by side: more are hardly faster, and all of these are in memory.
  private static final int GROUP = 32;

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
      names = "--texts",
      paramLabel = "N",
      converter = WholeNumber.Times.class,
      description =
          "Texts to write, each from the prompt on, with a line such as '--- 2 ---' before all but the first; many at once are faster than one. Default: ${DEFAULT-VALUE}.")
  private int texts = 1;

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
    LanguageModel loaded = LanguageModel.load(model);
    PrintWriter out = spec.commandLine().getOut();
    long nanos = texts == 1 ? one(loaded, sampling, out) : several(loaded, sampling, out);
    double seconds = Math.max(1, nanos) * 1e-9;
    long symbols = (long) length * texts;
    terminal.say(
        String.format(Locale.ROOT, "%,d symbols, %,.0f a second", symbols, symbols / seconds));
    return 0;
  }

  /// As it comes.
  ///
  /// @return nanoseconds
  private long one(LanguageModel loaded, Sampling sampling, PrintWriter out) {
    Generator generator = loaded.generator(sampling, seed.seed(), stored());
    out.print(shownPrompt());
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
    return System.nanoTime() - start;
  }

  /// One text after the other; what each says does not depend on the groups.
  ///
  /// @return nanoseconds
  private long several(LanguageModel loaded, Sampling sampling, PrintWriter out) {
    long nanos = 0;
    for (int from = 0; from < texts; from += GROUP) {
      List<Seed> seeds =
          IntStream.range(from, Math.min(texts, from + GROUP))
              .mapToObj(text -> Generators.seed(seed.seed(), text))
              .toList();
      Generators generators = loaded.generators(seeds, sampling, stored()).read(prompt);
      long start = System.nanoTime();
      List<String> said = generators.next(length);
      nanos += System.nanoTime() - start;
      for (int i = 0; i < said.size(); i++) {
        if (from + i > 0) {
          out.println("--- " + (from + i + 1) + " ---");
        }
        out.println(shownPrompt() + said.get(i));
      }
      out.flush();
    }
    return nanos;
  }

  private String shownPrompt() {
    return prompt.equals("\n") ? "" : prompt;
  }

  private Precision stored() {
    return precision == Stored.BF16 ? Precision.BFLOAT16 : Precision.FLOAT32;
  }

  private Sampling sampling() {
    try {
      return new Sampling(temperature, topK, topP);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
