package dev.sluice.cli.forecast;

import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.forecast.Evaluation;
import dev.sluice.tasks.forecast.ForecastCard;
import dev.sluice.tasks.forecast.ForecastModel;
import dev.sluice.tasks.forecast.Forecaster;
import dev.sluice.tasks.forecast.Intervals;
import dev.sluice.tasks.series.FeatureEncoder;
import dev.sluice.tasks.series.GroupCoding;
import dev.sluice.tasks.series.Scaling;
import dev.sluice.tasks.series.Series;
import dev.sluice.tasks.series.Window;
import dev.sluice.tasks.series.WindowBatch;
import dev.sluice.tasks.series.WindowFolds;
import dev.sluice.tasks.series.WindowSplit;
import dev.sluice.tasks.series.Windows;
import dev.sluice.train.loop.CrossValidationReport;
import dev.sluice.train.loop.StopSignal;
import dev.sluice.train.loop.Trainer;
import dev.sluice.train.loop.TrainingReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A training as the options describe it, its data read.
///
/// @param data which file
/// @param windows what is seen, said and split
/// @param network the network
/// @param learning the trainer
/// @param compute seed and threads
/// @param split the windows of the file
record ForecastJob(
    DataOptions data,
    WindowOptions windows,
    NetworkOptions network,
    LearningOptions learning,
    Compute compute,
    WindowSplit split) {
  /// More would make the network wider than what it learns of each.
  private static final int MOST_CODED_GROUPS = 32;

  /// A quantile of 80 % takes four.
  private static final int LEAST_VALIDATION = 4;

  /// What results depend on, and what only their time depends on.
  record Compute(long seed, int threads) {
    Seed key() {
      return Seed.of(seed);
    }
  }

  /// Reads the file and splits it.
  static ForecastJob of(
      DataOptions data,
      WindowOptions windows,
      NetworkOptions network,
      LearningOptions learning,
      Compute compute) {
    Series series = data.read();
    Window window = data.window(windows.context(series.step()), windows.horizon());
    int groups = series.groups().size();
    if (groups > 1) {
      window = window.scaling(Scaling.TARGET_PER_GROUP);
    }
    if (groups > 1 && groups <= MOST_CODED_GROUPS) {
      window = window.groups(GroupCoding.ONE_HOT);
    }
    WindowSplit split = windows.split().split(series.windows(window));
    if (split.validation().size() < LEAST_VALIDATION) {
      throw new IllegalArgumentException(
          "validation has %s; at least %d are needed to calibrate the intervals, so move the borders of --split"
              .formatted(split.validation(), LEAST_VALIDATION));
    }
    return new ForecastJob(data, windows, network, learning, compute, split);
  }

  /// The file, what it lacks, and what is made of it, in a few sentences.
  String introduction() {
    Series series = split.test().series();
    Window window = split.test().window();
    int groups = series.groups().size();
    return "%s: %s at a step of %s; %s.%n%s of %s seen give %s ahead; split %s: %d windows for training, %d for validation, %d for the test."
        .formatted(
            data.fileName(),
            groups == 1
                ? series.step().text(series.groups().getFirst().axis().first())
                    + " to "
                    + series.step().text(series.groups().getFirst().axis().last())
                : groups + " groups",
            series.step(),
            series.missing(),
            series.step().times(window.context()),
            String.join(", ", window.inputs()),
            series.step().times(window.horizon()),
            windows.split(),
            split.train().size(),
            split.validation().size(),
            split.test().size());
  }

  /// The network, not yet trained.
  Forecaster forecaster() {
    return forecaster(split.encoder());
  }

  private Forecaster forecaster(FeatureEncoder encoder) {
    return Forecaster.create(network.spec(encoder), compute.key().named("network"));
  }

  /// How it is trained.
  ///
  /// @param count of training windows
  Trainer<WindowBatch> trainer(Forecaster forecaster, int count) {
    return learning.trainer(forecaster, count, compute.key()).threads(compute.threads);
  }

  /// What was trained, its intervals calibrated on validation.
  ForecastModel frozen(Forecaster forecaster) {
    try (Workspace workspace = Workspace.threads(compute.threads)) {
      return forecaster.freeze().calibrated(split.validation(), workspace);
    }
  }

  /// How good a model is in the test: in the file's unit for one target; standardised where a mean
  /// over several must have a meaning.
  Evaluation evaluate(ForecastModel model) {
    Evaluation.Unit unit =
        model.window().targets().size() == 1
            ? Evaluation.Unit.OF_FILE
            : Evaluation.Unit.STANDARDISED;
    return Evaluation.of(
        model,
        split.test(),
        new Evaluation.Settings(unit, windows.season(), compute.threads, Intervals.FIXED));
  }

  /// The model with its card and the way its file was read.
  ///
  /// @param table results in the test
  /// @param command what makes it again
  ForecastModel described(ForecastModel model, String table, String command) {
    Series series = split.test().series();
    String text =
        "`%s`: %s, step %s, %s. Split %s (training, validation, test); %d windows of training, %d of validation chose the epoch and calibrated the intervals, %d of the test give the results. Seed %d."
            .formatted(
                data.fileName(),
                series.groups().size() == 1
                    ? series.groups().getFirst().axis().toString()
                    : series.groups().size() + " groups",
                series.step(),
                series.missing(),
                windows.split(),
                split.train().size(),
                split.validation().size(),
                split.test().size(),
                compute.seed);
    ForecastCard card =
        new ForecastCard(text, "```\n" + table + "```", "```\n" + command + "\n```");
    return data.source(windows).in(model.withCard(card));
  }

  /// Trains and validates `k` times on the rows before the test.
  CrossValidationReport crossValidate(int k, Terminal terminal, StopSignal stop) {
    List<TrainingReport> reports = new ArrayList<>();
    Windows all = split.beforeTest();
    for (WindowFolds.Fold fold : WindowFolds.of(all, k)) {
      Forecaster forecaster = forecaster(FeatureEncoder.fit(fold.trainingRows(), all.window()));
      TrainingReport report =
          trainer(forecaster, fold.train().size())
              .stop(stop)
              .fit(forecaster.data(fold.train()), forecaster.data(fold.validation()));
      reports.add(report);
      if (stop.isRequested()) {
        break;
      }
      terminal.say(
          String.format(
              Locale.ROOT,
              "fold %d of %d: loss %.4f after epoch %d, %.1f s",
              reports.size(),
              k,
              report.bestLoss().orElseThrow(),
              report.bestEpoch(),
              report.seconds()));
    }
    return new CrossValidationReport(reports);
  }
}
