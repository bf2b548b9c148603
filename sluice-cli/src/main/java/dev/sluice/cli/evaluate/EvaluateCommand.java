package dev.sluice.cli.evaluate;

import dev.sluice.cli.classify.ClassEvaluation;
import dev.sluice.cli.classify.SampleContent;
import dev.sluice.cli.classify.SampleFiles;
import dev.sluice.cli.classify.SampleSource;
import dev.sluice.cli.forecast.ForecastEvaluation;
import dev.sluice.cli.language.TextEvaluation;
import dev.sluice.cli.options.ThreadsOption;
import dev.sluice.cli.speech.SpeechEvaluation;
import dev.sluice.cli.tag.TagEvaluation;
import dev.sluice.cli.terminal.Findings;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.cli.translate.TranslationEvaluation;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.ModelDirectory;
import dev.sluice.core.model.ModelException;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.tasks.classify.Classifier;
import dev.sluice.tasks.forecast.ForecastModel;
import dev.sluice.tasks.language.LanguageModel;
import dev.sluice.tasks.speech.Recogniser;
import dev.sluice.tasks.tag.TaggedFile;
import dev.sluice.tasks.tag.Tagger;
import dev.sluice.tasks.translate.ParallelText;
import dev.sluice.tasks.translate.Translator;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// How well a model does on a file.
@Command(
    name = "evaluate",
    description =
        "How well a model does on a file: errors of forecasts beside naive ones, accuracy of classes and tags, perplexity of texts, BLEU of translations, word errors of speech.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Forecasters: errors are divided by the deviation of each column among the training rows, and",
      "averaged over all targets, steps and windows, as published tables have them; --raw leaves them",
      "in the file's unit.",
      "Classifiers: accuracy, precision, recall and F1 of each class, who is taken for whom, the loss",
      "in nats and the calibration error; files are those of training. A series or a recording that",
      "cannot be read is told and left out, or stops all: --strict.",
      "Taggers: accuracy, that of words that training did not see, and F1 of names where tags mark",
      "such. Models of text: nats and perplexity of a symbol, bits of a character. Translators: BLEU",
      "and chrF beside the translations in --target, or behind a tab in --data. Speech: words and",
      "characters wrong; files are manifests as in training.",
      "",
      "Examples:",
      "  sluice evaluate load.sluice --data load.csv",
      "  sluice evaluate etth1.sluice --data ETTh1.csv --split 8640,2880,2880 --json | jq .mse",
      "  sluice evaluate gaits.sluice --data walks.csv --json | jq .accuracy",
      "  sluice evaluate tagger.sluice --data test.conllu",
      "  sluice evaluate novel.sluice --data sequel.txt",
      "  sluice evaluate en-de.sluice --data test.en --target test.de",
      "  sluice evaluate digits.sluice --data test.jsonl"
    })
public final class EvaluateCommand implements Callable<Integer> {
  private static final String FORECAST = "forecast";

  /// The options that not all tasks have.
  private static final Map<String, Set<String>> OPTIONS =
      Map.of(
          FORECAST,
          Set.of(
              "--split",
              "--part",
              "--season",
              "--report",
              "--intervals",
              "--raw",
              "--time",
              "--group",
              "--missing"),
          Classifier.TASK,
          Set.of(
              "--format",
              "--encoding",
              "--text",
              "--label",
              "--empty",
              "--series",
              "--values",
              "--strict"),
          Tagger.TASK,
          Set.of("--format", "--encoding"),
          LanguageModel.TASK,
          Set.of("--encoding"),
          Translator.TASK,
          Set.of("--encoding", "--empty", "--target", "--words", "--beam", "--alpha"),
          Recogniser.TASK,
          Set.of("--strict", "--beam", "--list", "--lm", "--lm-weight", "--word-bonus"));

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "The model.")
  private Path directory;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      required = true,
      description = "A file such as the model was trained on.")
  private Path data;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Mixin private ThreadsOption threads = new ThreadsOption();

  @Mixin private ForecastEvaluation forecasts = new ForecastEvaluation();

  @Option(
      names = "--format",
      paramLabel = "NAME",
      converter = FileFormat.Names.class,
      description =
          "How lines are divided. Of samples: csv, tsv, label-first (the class, a blank, the text), ts (series), manifest (recordings); of sentences: conllu, columns. Default: as in training, or by the file's name.")
  private @Nullable FileFormat format;

  @Mixin private SampleFiles samples = new SampleFiles();

  @Mixin private TranslationEvaluation translations = new TranslationEvaluation();

  @Mixin private SpeechEvaluation speech = new SpeechEvaluation();

  @Option(
      names = "--strict",
      description = "Of series and recordings: stop at the first one that cannot be read.")
  private boolean strict;

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine());
    String task = ModelDirectory.read(directory).config().member("task").string();
    refuseOthers(task);
    Findings found =
        switch (task) {
          case FORECAST ->
              forecasts.run(ForecastModel.load(directory), data, threads.count(), terminal);
          case Classifier.TASK -> classes(Classifier.load(directory), terminal);
          case Tagger.TASK -> tags(Tagger.load(directory), terminal);
          case LanguageModel.TASK -> {
            try (Workspace workspace = Workspace.threads(threads.count())) {
              yield TextEvaluation.of(
                  LanguageModel.load(directory), data, samples.charset(), workspace, terminal);
            }
          }
          case Translator.TASK -> {
            try (Workspace workspace = Workspace.threads(threads.count())) {
              yield translations.of(
                  Translator.load(directory),
                  data,
                  samples.charset(),
                  ParallelText.Empty.valueOf(samples.empty().name()),
                  workspace,
                  terminal);
            }
          }
          case Recogniser.TASK -> {
            try (Workspace workspace = Workspace.threads(threads.count())) {
              yield speech.of(
                  Recogniser.load(directory), data, beam(), broken(), workspace, terminal);
            }
          }
          default ->
              throw new ModelException(
                  directory
                      + (" is a model for the task \"" + task + "\"")
                      + "; models for classify, forecast, language, speech, tag and translate are evaluated");
        };
    terminal.data(json ? JsonWriter.compact(found.json()) : found.table());
    return 0;
  }

  /// What would do nothing is refused.
  private void refuseOthers(String task) {
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      String name = option.longestName();
      List<String> tasks =
          OPTIONS.entrySet().stream()
              .filter(each -> each.getValue().contains(name))
              .map(Map.Entry::getKey)
              .toList();
      if (!tasks.isEmpty() && OPTIONS.containsKey(task) && !tasks.contains(task)) {
        throw new ParameterException(
            spec.commandLine(),
            "%s is for models for %s; this is a model for %s"
                .formatted(name, String.join(" and ", tasks.stream().sorted().toList()), task));
      }
    }
  }

  /// As it was said: the default is that of translators.
  private OptionalInt beam() {
    return spec.commandLine().getParseResult().hasMatchedOption("--beam")
        ? OptionalInt.of(translations.beam())
        : OptionalInt.empty();
  }

  private ClassEvaluation.Broken broken() {
    return strict ? ClassEvaluation.Broken.STOP : ClassEvaluation.Broken.LEAVE_OUT;
  }

  private Findings classes(Classifier model, Terminal terminal) {
    if (format != null && format.samples() == null) {
      throw new ParameterException(
          spec.commandLine(), "--format conllu and columns are for sentences with tags");
    }
    SampleSource source =
        samples.source(
            spec.commandLine(), SampleSource.of(model), format == null ? null : format.samples());
    SampleContent.refuseOthers(
        spec.commandLine(), Map.of(data.toString(), source.content(data.toString())));
    ClassEvaluation evaluation = new ClassEvaluation(model, source, broken(), terminal);
    try (Workspace workspace = Workspace.threads(threads.count())) {
      return evaluation.of(samples, data, workspace);
    }
  }

  private Findings tags(Tagger model, Terminal terminal) {
    if (format != null && format.sentences() == null) {
      throw new ParameterException(
          spec.commandLine(), "sentences with tags are in conllu or columns (--format)");
    }
    TaggedFile.Format how =
        format == null || format.sentences() == null
            ? TaggedFile.Format.of(data)
            : format.sentences();
    try (Workspace workspace = Workspace.threads(threads.count())) {
      return TagEvaluation.of(
          model, TaggedFile.read(data, samples.charset(), how), workspace, terminal);
    }
  }
}
