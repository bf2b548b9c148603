package dev.sluice.cli.forecast;

import dev.sluice.cli.options.CommandText;
import dev.sluice.cli.options.Numbers;
import dev.sluice.cli.options.OutputOptions;
import dev.sluice.cli.options.RunIdentity;
import dev.sluice.cli.options.SeedOption;
import dev.sluice.cli.options.ThreadsOption;
import dev.sluice.cli.report.Report;
import dev.sluice.cli.terminal.Failures;
import dev.sluice.cli.terminal.Interrupt;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.cli.terminal.Training;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.kernel.KernelChoice;
import dev.sluice.tasks.forecast.Evaluation;
import dev.sluice.tasks.forecast.ForecastModel;
import dev.sluice.tasks.forecast.ForecastTable;
import dev.sluice.tasks.forecast.Forecaster;
import dev.sluice.tasks.series.WindowSplit;
import dev.sluice.train.loop.CrossValidationReport;
import dev.sluice.train.loop.Footprint;
import dev.sluice.train.loop.StopSignal;
import dev.sluice.train.loop.TrainingReport;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// From a CSV file to a forecaster that is compared with naive forecasts.
@Command(
    name = "forecast",
    description = "Trains a forecaster on a CSV file and compares it with naive forecasts.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Up to 32 groups are told apart by the network; more are all alike to it.",
      "",
      "Examples:",
      "  sluice train forecast --data load.csv --time date --target kW --horizon 24",
      "  sluice train forecast --data weather.csv --time date --group location --target temp_max \\",
      "         --horizon 7 --context 56 --split 2014-03-07,2015-03-07 --season 365",
      "  sluice train forecast --data ETTh1.csv --time date --target HUFL,HULL,MUFL,MULL,LUFL,LULL,OT \\",
      "         --context 720 --horizon 96 --split 8640,2880,2880 --network segments --hidden 64 --point"
    })
public final class TrainForecastCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Mixin private DataOptions data = new DataOptions();
  @Mixin private WindowOptions windows = new WindowOptions();
  @Mixin private NetworkOptions network = new NetworkOptions();
  @Mixin private LearningOptions learning = new LearningOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private SeedOption seed = new SeedOption();
  @Mixin private ThreadsOption threads = new ThreadsOption();

  @Option(
      names = "--cross-validate",
      paramLabel = "K",
      converter = Numbers.Folds.class,
      description =
          "Only train and validate K times on the rows before the test, each stretch of them validated once; no model is written.")
  private @Nullable Integer folds;

  @Option(
      names = "--dry-run",
      description = "Only say how many parameters, how much memory and time; nothing is written.")
  private boolean dryRun;

  @Option(
      names = "--report",
      paramLabel = "F.html",
      description = "Also write a page to look at: forecasts of the first target, errors, losses.")
  private @Nullable Path page;

  @Option(names = "--json", description = "Results as JSON lines.")
  private boolean json;

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine());
    check();
    boolean writes = !dryRun && folds == null;
    Path directory = writes ? output.directory(data.baseName()) : Path.of("");
    if (page != null) {
      Report.requireWritable(page, output.overwrite());
    }
    KernelChoice.current();
    ForecastJob job =
        ForecastJob.of(
            data,
            windows,
            network,
            learning,
            new ForecastJob.Compute(seed.number(), threads.count()));
    terminal.say(job.introduction());
    try (Interrupt interrupt = new Interrupt()) {
      if (dryRun) {
        return estimate(terminal, job);
      }
      return folds == null
          ? train(terminal, job, directory, interrupt.signal())
          : crossValidate(terminal, job, folds, interrupt.signal());
    }
  }

  private void check() {
    CommandLine command = spec.commandLine();
    network.check(command);
    if (page != null && (dryRun || folds != null)) {
      throw new CommandLine.ParameterException(
          command, "--report is about a model, and " + alone() + " makes none");
    }
    if (dryRun && folds != null) {
      throw new CommandLine.ParameterException(
          command, "--dry-run and --cross-validate exclude each other");
    }
    if (output.start() == Training.Start.RESUME && (dryRun || folds != null)) {
      throw new CommandLine.ParameterException(
          command, "--resume goes on with a training; it has no meaning with " + alone());
    }
  }

  private String alone() {
    return dryRun ? "--dry-run" : "--cross-validate";
  }

  private int train(Terminal terminal, ForecastJob job, Path directory, StopSignal stop) {
    Forecaster forecaster = job.forecaster();
    WindowSplit split = job.split();
    Training training =
        new Training(terminal, directory, output.start(), RunIdentity.of(spec.commandLine()));
    TrainingReport report =
        training.run(
            job.trainer(forecaster, split.train().size()),
            forecaster.data(split.train()),
            forecaster.data(split.validation()),
            stop);
    if (stop.isRequested()) {
      training.sayHowToGoOn();
      return Failures.INTERRUPTED;
    }
    training.sayTrained(report);
    ForecastModel model = job.frozen(forecaster);
    Evaluation test = job.evaluate(model);
    test.leftOut().forEach(why -> terminal.say("Left out: " + why + "."));
    String table = ForecastTable.of(test);
    String command = CommandText.of(spec.commandLine());
    job.described(model, table, command).save(directory, output.overwrite());
    training.discardCheckpoints();
    if (json) {
      terminal.data(line(directory, report, model, test));
    } else {
      terminal.data(table.stripTrailing());
    }
    terminal.say("The model is in " + directory + ".");
    if (page != null) {
      ForecastPage.of(model, split.test(), split.rowsBeforeTest(), windows.season())
          .training(report)
          .fact("Data", data.fileName())
          .fact("Command", command)
          .write(page, output.overwrite());
      terminal.say("The report is in " + page + ".");
    }
    return 0;
  }

  private static String line(
      Path directory, TrainingReport report, ForecastModel model, Evaluation test) {
    return JsonWriter.compact(
        JsonObject.builder()
            .put("model", directory.toString())
            .put("parameters", model.size())
            .put("epochs", report.epochs().size())
            .put("best_epoch", report.bestEpoch())
            .putAll(EvaluationJson.of(test).build())
            .build());
  }

  private int estimate(Terminal terminal, ForecastJob job) {
    Forecaster forecaster = job.forecaster();
    WindowSplit split = job.split();
    Footprint footprint =
        job.trainer(forecaster, split.train().size())
            .estimate(forecaster.data(split.train()), forecaster.data(split.validation()));
    if (!json) {
      terminal.data(footprint.toString());
      return 0;
    }
    terminal.data(
        JsonWriter.compact(
            JsonObject.builder()
                .put("parameters", footprint.values())
                .put("memory_bytes", footprint.memory().total())
                .put("step_seconds", footprint.time().step())
                .put("epochs", footprint.time().epochs())
                .put("epoch_seconds", footprint.time().perEpoch().orElseThrow())
                .put("total_seconds", footprint.time().total().orElseThrow())
                .build()));
    return 0;
  }

  private int crossValidate(Terminal terminal, ForecastJob job, int k, StopSignal stop) {
    CrossValidationReport report = job.crossValidate(k, terminal, stop);
    if (stop.isRequested()) {
      terminal.say("sluice: interrupted; cross-validation begins again with its first fold");
      return Failures.INTERRUPTED;
    }
    double[] losses = report.losses();
    if (json) {
      for (int fold = 0; fold < losses.length; fold++) {
        terminal.data(
            JsonWriter.compact(
                JsonObject.builder().put("fold", fold + 1).put("loss", losses[fold]).build()));
      }
      terminal.data(
          JsonWriter.compact(
              JsonObject.builder()
                  .put("folds", k)
                  .put("mean", report.mean())
                  .put("deviation", report.deviation())
                  .build()));
      return 0;
    }
    for (int fold = 0; fold < losses.length; fold++) {
      terminal.data(String.format(Locale.ROOT, "fold %d  loss %.4f", fold + 1, losses[fold]));
    }
    terminal.data(
        String.format(
            Locale.ROOT,
            "mean    loss %.4f, deviation between folds %.4f (standardised)",
            report.mean(),
            report.deviation()));
    return 0;
  }
}
