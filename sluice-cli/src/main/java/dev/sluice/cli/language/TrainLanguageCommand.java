package dev.sluice.cli.language;

import dev.sluice.cli.options.CharsetOption;
import dev.sluice.cli.options.CommandText;
import dev.sluice.cli.options.TextUnits;
import dev.sluice.cli.options.TrainOptions;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.kernel.KernelChoice;
import dev.sluice.tasks.language.LanguageModel;
import dev.sluice.tasks.language.LanguageNetwork;
import dev.sluice.tasks.language.LanguageScore;
import dev.sluice.tasks.language.LanguageTraining;
import dev.sluice.tasks.text.Symbols;
import dev.sluice.tasks.text.TextException;
import dev.sluice.tasks.text.TextFile;
import dev.sluice.train.data.Batch;
import dev.sluice.train.loop.Trainer;
import dev.sluice.train.loop.TrainingReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// From text files to a model that says which character comes next.
@Command(
    name = "language",
    description =
        "Trains a model of text, by characters, sub-words or words, and tells how well it foretells.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  sluice train language --data shakespeare.txt --hidden 512 --dropout 0.4",
      "  sluice train language --data hong-lou-meng.txt --encoding GB18030 --units bpe:2000",
      "  sluice generate shakespeare.sluice --prompt ROMEO:"
    })
public final class TrainLanguageCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      required = true,
      split = ",",
      description = "Text files, read one after the other.")
  private List<Path> data = List.of();

  @Mixin private CharsetOption encoding = new CharsetOption();

  @Option(
      names = "--split",
      paramLabel = "P,P,P",
      converter = TextSplit.Percents.class,
      description =
          "Percent of the text for training, validation and test, in this order. Default: 90,5,5.")
  private TextSplit split = TextSplit.DEFAULT;

  @Option(
      names = "--units",
      paramLabel = "characters|bpe:N|words:N",
      converter = TextUnits.Names.class,
      description =
          "What comes next: a character, a sub-word of a vocabulary of N (byte pairs), or one of the N most frequent words. Default: characters.")
  private TextUnits units = TextUnits.CHARACTERS;

  @Mixin private LanguageOptions network = new LanguageOptions();
  @Mixin private TrainOptions options = new TrainOptions();

  /// What is trained with: the symbols of each part.
  ///
  /// @param test of the text, for its characters
  private record Job(
      int[] train, int[] validation, int[] tested, String test, LanguageTraining training) {
    /// What cannot be scored is told before the training.
    Job {
      require("training", train);
      require("validation", validation);
      require("test", tested);
    }

    private static void require(String part, int... ids) {
      if (ids.length < 2) {
        throw new TextException(
            "the part for %s has %d symbols, of which none has a next one; give a longer text, another --split or other --units"
                .formatted(part, ids.length));
      }
    }
  }

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine());
    network.check(spec.commandLine());
    Path directory = options.directory(name());
    KernelChoice.current();
    String text =
        data.stream()
            .map(file -> TextFile.read(file, encoding.charset()))
            .collect(Collectors.joining());
    TextSplit.Parts parts = split.of(text);
    Symbols symbols = units.symbols(parts.train());
    int[] ids = symbols.encode(parts.train());
    Job job =
        new Job(
            ids,
            symbols.encode(parts.validation()),
            symbols.encode(parts.test()),
            parts.test(),
            network.training(ids.length));
    terminal.say(
        "%s: %,d characters; %s, %d different, %,d of them in training; split %s (training, validation, test)."
            .formatted(
                name(),
                text.codePointCount(0, text.length()),
                units,
                symbols.size(),
                ids.length,
                split));
    LanguageNetwork made =
        LanguageNetwork.create(network.spec(symbols.size()), options.seed().named("network"));
    Trainer<Batch> trainer =
        job.training
            .trainer(made, ids.length, options.seed().named("training"))
            .threads(options.threads());
    return options.run(
        terminal,
        directory,
        trainer,
        job.training.data(ids),
        job.training.data(job.validation),
        report -> finish(terminal, directory, job, LanguageModel.of(made, symbols), report));
  }

  private String name() {
    return TrainOptions.nameOf(data.getFirst());
  }

  private void finish(
      Terminal terminal, Path directory, Job job, LanguageModel model, TrainingReport report) {
    LanguageScore validation;
    LanguageScore test;
    try (Workspace workspace = Workspace.threads(options.threads())) {
      validation = model.score(job.validation, workspace);
      test = model.score(job.tested, workspace);
    }
    String table = table(validation, test, job.test);
    model
        .withCard(card(table, CommandText.of(spec.commandLine())))
        .save(directory, options.overwrite());
    terminal.data(
        options.json()
            ? line(directory, model, report, validation, test, job.test)
            : table.stripTrailing());
  }

  private String table(LanguageScore validation, LanguageScore test, String text) {
    return String.format(
        Locale.ROOT,
        "            nats  perplexity%n"
            + "validation  %.3f  %8.2f%n"
            + "test        %.3f  %8.2f%s%n",
        validation.nats(),
        validation.perplexity(),
        test.nats(),
        test.perplexity(),
        toldWhole()
            ? String.format(
                Locale.ROOT,
                "   %.3f bits per character",
                TextEvaluation.bitsPerCharacter(test, text))
            : "");
  }

  /// Bits of a character can be compared whatever the units are, but for words: all that are rare
  /// are one symbol, and what they are is not foretold.
  private boolean toldWhole() {
    return units.kind() == TextUnits.Kind.CHARACTERS || units.kind() == TextUnits.Kind.BPE;
  }

  private String card(String table, String command) {
    return "# A model of text\n\nBy %s, trained by Sluice on `%s`, split %s.\n\n```\n%s```\n\n```\n%s\n```\n"
        .formatted(units, name(), split, table, command);
  }

  private String line(
      Path directory,
      LanguageModel model,
      TrainingReport report,
      LanguageScore validation,
      LanguageScore test,
      String text) {
    JsonObject.Builder line =
        JsonObject.builder()
            .put("model", directory.toString())
            .put("parameters", model.size())
            .put("epochs", report.epochs().size())
            .put("best_epoch", report.bestEpoch())
            .put("validation_nats", validation.nats())
            .put("test_nats", test.nats())
            .put("test_perplexity", test.perplexity());
    if (toldWhole()) {
      line.put("test_bits_per_character", TextEvaluation.bitsPerCharacter(test, text));
    }
    return JsonWriter.compact(line.build());
  }
}
