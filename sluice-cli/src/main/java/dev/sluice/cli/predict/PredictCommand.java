package dev.sluice.cli.predict;

import dev.sluice.cli.classify.ModelSeries;
import dev.sluice.cli.classify.SampleKind;
import dev.sluice.cli.classify.SampleSource;
import dev.sluice.cli.classify.SeriesColumns;
import dev.sluice.cli.forecast.ForecastPrediction;
import dev.sluice.cli.forecast.SourceOptions;
import dev.sluice.cli.options.CharsetOption;
import dev.sluice.cli.options.ThreadsOption;
import dev.sluice.cli.options.WavHeader;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.ModelDirectory;
import dev.sluice.core.model.ModelException;
import dev.sluice.tasks.classify.Classifier;
import dev.sluice.tasks.classify.FileSeries;
import dev.sluice.tasks.classify.SampleEncoder;
import dev.sluice.tasks.forecast.ForecastModel;
import dev.sluice.tasks.forecast.Intervals;
import dev.sluice.tasks.tag.Tagger;
import dev.sluice.tasks.text.TextFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// What a model says of new data.
@Command(
    name = "predict",
    description = "What a model says of new data, as JSON lines: forecasts, classes, tags.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "For a forecaster the input is CSV or JSON lines with the columns of training, up to now; rows",
      "behind the last observation hold what is known of the future. A line of output for each group:",
      "  {\"group\":\"Seattle\",\"time\":\"2015-12-31\",\"ahead\":[\"2016-01-01\",...],",
      "   \"forecast\":{\"temp_max\":{\"point\":[...],\"lower\":[...],\"upper\":[...]}},\"unusual\":[]}",
      "lower and upper hold 80 %% of outcomes; unusual names the columns whose values left the range of",
      "training.",
      "",
      "For a tagger it is a sentence in each line, words apart by blanks; a line of output for each:",
      "  {\"words\":[\"She\",\"reads\"],\"tags\":[\"PRON\",\"VERB\"]}",
      "For a classifier it is a text in each line, or a series: {\"x\":[[0.5,1],[0.2,3]]}; an answer is",
      "  {\"label\":\"good\",\"probabilities\":{\"bad\":0.04,\"good\":0.96}}",
      "A classifier of recordings takes the path of a WAV file in each line, or {\"audio\":\"a.wav\"}, a",
      "path from the folder of --input; texts and sentences may stand in objects too, {\"text\":\"so",
      "good\"} and {\"words\":[\"She\",\"reads\"]}.",
      "A classifier of series reads the files of training too, .ts and CSV with a row for each step,",
      "with classes or without, and answers each series behind its name: {\"key\":\"a\",\"label\":...}.",
      "What cannot be read is answered with {\"error\":...} in its place, or stops all: --strict.",
      "",
      "Examples:",
      "  sluice predict load.sluice --input load.csv | jq -c .forecast.kW.point",
      "  tail -n 200 load.jsonl | sluice predict load.sluice",
      "  sluice predict tagger.sluice --input sentences.txt --strict",
      "  ls clips/*.wav | sluice predict keywords.sluice",
      "  sluice predict gaits.sluice --input walks.csv | jq -c '[.key,.label]'"
    })
public final class PredictCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "The model.")
  private Path directory;

  @Option(
      names = "--input",
      paramLabel = "F|-",
      description = "Where the data are; - is standard input. Default: -.")
  private String input = STANDARD_INPUT;

  @Option(
      names = "--intervals",
      paramLabel = "fixed|recent",
      description =
          "Of forecasts. fixed: 80 %% intervals as calibrated. recent: they follow how often outcomes lay outside of late; the input needs more rows than one context. Default: fixed.")
  private @Nullable Intervals intervals;

  @Mixin private SourceOptions reading = new SourceOptions();

  @Option(
      names = "--strict",
      description = "Of lines and series: stop at the first one that cannot be read.")
  private boolean strict;

  @Option(
      names = "--format",
      paramLabel = "csv|ts",
      converter = SampleKind.Names.class,
      description =
          "Of files of series: how they are divided. Default: by the file's name; a file of another name, and standard input, has JSON lines.")
  private @Nullable SampleKind format;

  @Mixin private SeriesColumns columns = new SeriesColumns();

  @Mixin private CharsetOption encoding = new CharsetOption();
  @Mixin private ThreadsOption threads = new ThreadsOption();

  @Override
  public Integer call() throws IOException {
    Terminal terminal = Terminal.of(spec.commandLine());
    String task = ModelDirectory.read(directory).config().member("task").string();
    switch (task) {
      case "forecast" -> {
        refuseSeries("this is a model for forecast");
        ForecastModel model = ForecastModel.load(directory);
        new ForecastPrediction(model, intervals == null ? Intervals.FIXED : intervals)
            .run(reading.read(model, input, Terminal.input(spec.commandLine())), terminal);
      }
      case Tagger.TASK -> {
        refuseForecasting(task);
        refuseSeries("this is a model for tag");
        Tagger tagger = Tagger.load(directory);
        try (Workspace workspace = Workspace.threads(threads.count())) {
          lines(new TagLines(tagger, workspace), terminal);
        }
      }
      case Classifier.TASK -> {
        refuseForecasting(task);
        Classifier classifier = Classifier.load(directory);
        try (Workspace workspace = Workspace.threads(threads.count())) {
          classes(new ClassLines(classifier, workspace, folder()), terminal);
        }
      }
      default ->
          throw new ModelException(
              directory
                  + (" is a model for the task \"" + task + "\"")
                  + "; models for classify, forecast and tag predict");
    }
    return 0;
  }

  private void refuseForecasting(String task) {
    if (intervals != null || reading.isGiven()) {
      throw new ParameterException(
          spec.commandLine(),
          "--intervals, --time, --group and --missing are for forecasters; this is a model for "
              + task);
    }
  }

  private void refuseSeries(String what) {
    if (format != null || columns.isGiven()) {
      throw new ParameterException(
          spec.commandLine(),
          "--format, --series and --values are for classifiers of series; " + what);
    }
  }

  private void classes(ClassLines model, Terminal terminal) throws IOException {
    if (!(model.model().encoder() instanceof SampleEncoder.OfValues values)) {
      refuseSeries("this one reads texts or recordings");
      lines(model, terminal);
      return;
    }
    if (format == SampleKind.TSV || format == SampleKind.LABEL_FIRST) {
      throw new ParameterException(spec.commandLine(), "series are in csv or ts");
    }
    SampleSource stored = SampleSource.of(model.model());
    columns.check(spec.commandLine(), stored, format);
    boolean standard = input.equals(STANDARD_INPUT);
    boolean told = format != null || columns.isGiven();
    if (!told && (standard || !isTable())) {
      lines(model, terminal);
      return;
    }
    String name = standard ? "standard input" : input;
    String text =
        standard
            ? TextFile.read(Terminal.input(spec.commandLine()), name, encoding.charset())
            : TextFile.read(Path.of(input), encoding.charset());
    new SeriesAnswers(model, terminal, broken())
        .run(
            new ModelSeries(values, columns.in(stored.in(format)))
                .read(name, text, FileSeries.Classes.PASSED_OVER));
  }

  private boolean isTable() {
    return input.matches("(?i).*\\.(csv|tsv|ts)(\\.gz)?");
  }

  /// Where manifests' paths begin.
  private Path folder() {
    Path parent = input.equals(STANDARD_INPUT) ? null : Path.of(input).getParent();
    return parent == null ? Path.of("") : parent;
  }

  private Broken broken() {
    return strict ? Broken.STOP : Broken.ANSWER;
  }

  private <Q> void lines(LineAnswers.Model<Q> model, Terminal terminal) throws IOException {
    LineAnswers<Q> answers = new LineAnswers<>(model, terminal, broken());
    if (isTable()) {
      throw new IllegalArgumentException(
          input
              + " is a table; this model reads a text in each line: write such lines, or give them by standard input");
    }
    if (input.equals(STANDARD_INPUT)) {
      answers.run(
          Terminal.input(spec.commandLine()),
          "standard input",
          encoding.charset(),
          OptionalLong.empty());
      return;
    }
    if (WavHeader.begins(Path.of(input))) {
      throw new IllegalArgumentException(
          input
              + " is a recording; --input is a file with the path of one in each line: `ls *.wav | sluice predict MODEL`");
    }
    try (InputStream in = Files.newInputStream(Path.of(input))) {
      OptionalLong size = OptionalLong.of(Files.size(Path.of(input)));
      answers.run(in, input, encoding.charset(), size);
    }
  }
}
