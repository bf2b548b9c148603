package dev.sluice.tasks.forecast;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.series.Series;
import dev.sluice.tasks.series.WindowSplit;
import dev.sluice.tasks.series.Windows;
import dev.sluice.train.loop.TrainingEvent;
import dev.sluice.train.loop.TrainingReport;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What was tried for SegRNN's table, on validation: one line for each training.
///
/// ```
/// java --add-modules jdk.incubator.vector -cp … dev.sluice.tasks.forecast.SegRnnStudy \
///   data=../shared/data/ts-ett set=ETTH1 horizon=96 units=64 rate=0.006 epochs=8
/// ```
///
/// Its name keeps it out of a usual build.
final class SegRnnStudy {
  private final Map<String, String> options;

  private SegRnnStudy(Map<String, String> options) {
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
        of("place", Architecture.Place::valueOf, base.place()),
        of("output", Output::valueOf, base.output()),
        of("dropout", Double::parseDouble, base.dropout()),
        of("rate", Double::parseDouble, base.rate()),
        of("epochs", Integer::parseInt, base.epochs()),
        of("windows", Integer::parseInt, base.windows()),
        of("average", Double::parseDouble, base.average()));
  }

  private void run() {
    SegRnn.Set set = of("set", SegRnn.Set::valueOf, SegRnn.Set.ETTH1);
    SegRnn field = new SegRnn(set, of("horizon", Integer::parseInt, 96));
    Series series =
        SegRnn.read(Path.of(of("data", s -> s, "../shared/data/ts-ett"), set.label() + ".csv"));
    WindowSplit split = field.split(series);
    SegmentTraining training = training(field.training());
    Seed seed = Seed.of(of("seed", Long::parseLong, 1L));
    Forecaster network = training.forecaster(split.encoder(), seed.named("network"));
    try (Workspace workspace = Workspace.threads(of("threads", Integer::parseInt, 1))) {
      double begin = processor();
      TrainingReport report =
          training
              .trainer(network, seed.named("training"))
              .workspace(workspace)
              .listener(event -> {
                if (event instanceof TrainingEvent.EpochEnded ended) {
                  System.out.println(ended.losses());
                }
              })
              .fit(
                  training.data(network, split.train()),
                  training.validation(network, split.validation()));
      double seconds = processor() - begin;
      ForecastModel model = network.freeze();
      System.out.printf(
          Locale.ROOT,
          "VALIDATION %s, epoch %d, %.0f s (processor %.0f s, load %.1f), %d values %s%n",
          model.score(split.validation(), workspace),
          report.bestEpoch(),
          report.seconds(),
          seconds,
          ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
          model.size(),
          options);
      if (options.containsKey("intervals")) {
        intervals(model, split.validation(), workspace);
      }
      if (options.containsKey("test")) {
        ForecastModel calibrated = model.calibrated(split.validation(), workspace);
        System.out.printf("TEST %s %s%n", calibrated.score(split.test(), workspace), options);
      }
    }
  }

  /// Calibrated on the first half of the validation, what do 80 % intervals hold in the second? No
  /// target of the one is in the other.
  private void intervals(ForecastModel model, Windows validation, Workspace workspace) {
    int each = (validation.size() - model.spec().horizon()) / 2;
    int all = validation.size();
    Windows second = validation.subset(IntStream.range(all - each, all).toArray());
    ForecastModel calibrated =
        model.calibrated(validation.subset(IntStream.range(0, each).toArray()), workspace);
    System.out.printf(
        Locale.ROOT,
        "INTERVALS %s fixed %.3f",
        options,
        calibrated.score(second, workspace).coverage());
    for (double rate : new double[] {0.002, 0.003, 0.005, 0.007, 0.01}) {
      MetricSums sums = new MetricSums();
      new IntervalReplay(calibrated, rate)
          .run(
              workspace,
              second,
              (i, answer, actual, learnt) -> ForecastModel.add(sums, answer, actual, 0));
      System.out.printf(Locale.ROOT, ", rate %s %.3f", rate, sums.metrics().coverage());
    }
    System.out.println();
  }

  private static double processor() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() * 1e-9;
  }

  /// Options as `name=value`.
  public static void main(String... arguments) {
    new SegRnnStudy(
            Arrays.stream(arguments)
                .map(a -> a.split("=", 2))
                .collect(Collectors.toMap(a -> a[0], a -> a[1])))
        .run();
  }
}
