package dev.sluice.tasks.forecast;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.series.Group;
import dev.sluice.tasks.series.WideCsv;
import dev.sluice.tasks.series.WindowSplit;
import dev.sluice.tasks.series.Windows;
import dev.sluice.train.loop.TrainingReport;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What was tried for the hourly series of M4, on training values alone: the last 48 hours of a
/// training series are the study's test, the 48 before them its validation.
///
/// ```
/// java --add-modules jdk.incubator.vector -cp … dev.sluice.tasks.forecast.M4Study \
///   data=../shared/data/ts-m4 units=64 rate=0.006 epochs=8
/// ```
///
/// Its name keeps it out of a usual build.
final class M4Study {
  private final Map<String, String> options;

  private M4Study(Map<String, String> options) {
    this.options = options;
  }

  private <T> T of(String name, Function<String, T> parse, T otherwise) {
    String text = options.get(name);
    return text == null ? otherwise : parse.apply(text);
  }

  private SegmentTraining training(SegmentTraining base) {
    return new SegmentTraining(
        of("units", Integer::parseInt, base.units()),
        of("segment", Integer::parseInt, base.segment()),
        of("straight", Integer::parseInt, base.straightSteps()),
        base.place(),
        of("output", Output::valueOf, base.output()),
        of("dropout", Double::parseDouble, base.dropout()),
        of("rate", Double::parseDouble, base.rate()),
        of("epochs", Integer::parseInt, base.epochs()),
        of("windows", Integer::parseInt, base.windows()),
        of("average", Double::parseDouble, base.average()));
  }

  private void run() {
    Path folder = Path.of(of("data", s -> s, "../shared/data/ts-m4"));
    int cut = of("cut", Integer::parseInt, 0); // hours left out at the end
    List<Group> groups = new ArrayList<>();
    WideCsv.read(folder.resolve("Hourly-train.csv"))
        .forEach((name, values) -> groups.add(M4Hourly.group(name, without(cut, values))));
    WindowSplit split = M4Hourly.split(groups, of("validation", Integer::parseInt, 168));
    Windows validation = M4Hourly.validation(split);
    SegmentTraining training = training(M4Hourly.training());
    Seed seed = Seed.of(of("seed", Long::parseLong, 1L));
    Forecaster network =
        training.forecaster(M4Hourly.encoder(split.trainingRows()), seed.named("network"));
    try (Workspace workspace = Workspace.threads(of("threads", Integer::parseInt, 1))) {
      TrainingReport report =
          training
              .trainer(network, seed.named("training"))
              .workspace(workspace)
              .fit(training.data(network, split.train()), network.data(validation));
      ForecastModel model = network.freeze();
      ForecastModel calibrated = model.calibrated(validation, workspace);
      System.out.printf(
          Locale.ROOT,
          "VALIDATION %s; LATER %s; as trained %s; epoch %d, %.0f s (load %.1f), %d values %s%n",
          M4Score.of(model.forecast(validation), M4Hourly.SEASON),
          M4Score.of(calibrated.forecast(split.test()), M4Hourly.SEASON),
          M4Score.of(model.forecast(split.test()), M4Hourly.SEASON),
          report.bestEpoch(),
          report.seconds(),
          ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
          model.size(),
          options);
    }
  }

  private static double[] without(int hours, double... values) {
    return Arrays.copyOf(values, values.length - hours);
  }

  /// Options as `name=value`.
  public static void main(String... arguments) {
    new M4Study(
            Arrays.stream(arguments)
                .map(a -> a.split("=", 2))
                .collect(Collectors.toMap(a -> a[0], a -> a[1])))
        .run();
  }
}
