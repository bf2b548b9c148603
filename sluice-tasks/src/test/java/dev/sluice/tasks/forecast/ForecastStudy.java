package dev.sluice.tasks.forecast;

import dev.sluice.core.autodiff.Parameter;
import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.LstmSpec;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.nn.RnnSpec;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.series.FeatureEncoder;
import dev.sluice.tasks.series.Series;
import dev.sluice.tasks.series.Window;
import dev.sluice.tasks.series.WindowBatch;
import dev.sluice.tasks.series.WindowSplit;
import dev.sluice.train.loop.Objective;
import dev.sluice.train.loop.Trainer;
import dev.sluice.train.loss.Loss;
import dev.sluice.train.optim.Adam;
import dev.sluice.train.optim.Schedule;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// What was tried for the demo's network, on validation: the tables of `docs/results.md`.
///
/// ```
/// mvn test -pl sluice-tasks -am -Dtest=ForecastStudy -Dsurefire.failIfNoSpecifiedTests=false
/// ```
///
/// Its name keeps it out of a usual build. Trained before the validation year, judged in it; the
/// test is not looked at but by [#test].
class ForecastStudy {
  private static final List<String> CITIES = List.of("Seattle", "New York");
  private static final int SEEDS = 3;

  /// One way to do it.
  private record Variant(
      Window window,
      Function<Integer, RecurrentSpec<?>> cell,
      UnaryOperator<ForecastSpec> spec,
      Training training,
      Path path) {
    static final Variant DEMO =
        new Variant(
            WeatherDemo.WINDOW,
            inputs -> GruSpec.of(inputs, 16),
            s -> s,
            new Training(15, 0),
            Path.WHOLE);

    Variant window(Window value) {
      return new Variant(value, cell, spec, training, path);
    }

    Variant cell(Function<Integer, RecurrentSpec<?>> value) {
      return new Variant(window, value, spec, training, path);
    }

    Variant spec(UnaryOperator<ForecastSpec> value) {
      return new Variant(window, cell, value, training, path);
    }

    Variant epochs(int count, double decay) {
      return new Variant(window, cell, spec, new Training(count, decay), path);
    }

    Variant path(Path value) {
      return new Variant(window, cell, spec, training, value);
    }
  }

  private record Training(int epochs, double decay) {
    Trainer<WindowBatch> of(Objective<WindowBatch> objective, int windows, Seed seed) {
      int steps = epochs * Math.ceilDiv(windows, 32);
      return WeatherDemo.trainer(objective, windows, seed)
          .epochs(epochs)
          .optimizer(Adam.rate(Schedule.cosine(3e-3, steps)).weightDecay(decay));
    }
  }

  private enum Path {
    WHOLE,
    WITHOUT_GRU
  }

  @Test
  void validation() {
    WindowSplit split = split(WeatherDemo.WINDOW);
    System.out.println(
        "| validation | Seattle | New York | mean (min to max of 3 seeds) | in 80 % |");
    System.out.println("|---|---|---|---|---|");
    for (Baseline baseline : WeatherDemo.baselines(split.trainingRows())) {
      print(baseline.name(), List.of(baseline.forecast(split.validation())));
    }
    Variant demo = Variant.DEMO;
    Window window = WeatherDemo.WINDOW;
    run("**the demo's network**", demo);
    run("without the GRU", demo.path(Path.WITHOUT_GRU));
    run("without the GRU, 30 epochs", demo.path(Path.WITHOUT_GRU).epochs(30, 0));
    run("without the straight path", demo.spec(s -> s.straightSteps(0)));
    run("without the straight path, 30 epochs", demo.spec(s -> s.straightSteps(0)).epochs(30, 0));
    run("straight path of 7 days", demo.spec(s -> s.straightSteps(7)));
    run("straight path of 14 days", demo.spec(s -> s.straightSteps(14)));
    run("straight path of 56 days", demo.spec(s -> s.straightSteps(56)));
    run("context of 28 days", demo.window(withContext(window, 28)));
    run("10 epochs", demo.epochs(10, 0));
    run("20 epochs", demo.epochs(20, 0));
    run("AdamW, decay 0.3", demo.epochs(15, 0.3));
    run("AdamW, decay 1", demo.epochs(15, 1));
    run("no dropout", demo.spec(s -> s.dropout(0)));
    run("dropout 0.4", demo.spec(s -> s.dropout(0.4)));
    run("8 units", demo.cell(inputs -> GruSpec.of(inputs, 8)));
    run("32 units", demo.cell(inputs -> GruSpec.of(inputs, 32)));
    run("reset after the matmul", demo.cell(inputs -> GruSpec.pytorch(inputs, 16)));
    run("LSTM", demo.cell(inputs -> LstmSpec.of(inputs, 16)));
    run("RNN (tanh)", demo.cell(inputs -> RnnSpec.of(inputs, 16)));
    run("also temp_min", demo.window(window.inputs("temp_max", "temp_min")));
    run(
        "every column",
        demo.window(window.inputs("precipitation", "temp_max", "temp_min", "wind")));
  }

  /// The demo on the last 300 days, by seed.
  @Test
  void test() {
    for (int seed = 1; seed <= SEEDS; seed++) {
      WeatherDemo demo = WeatherDemo.of(Seed.of(seed));
      long begin = System.nanoTime();
      ForecastModel model = demo.train(2, event -> {});
      double seconds = (System.nanoTime() - begin) * 1e-9;
      List<Forecasts> methods = demo.evaluate(model);
      System.out.printf(
          Locale.ROOT,
          "seed %d: %d values, trained in %.1f s on two threads, %d processors, load %.1f%n",
          seed,
          model.size(),
          seconds,
          Runtime.getRuntime().availableProcessors(),
          ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
      System.out.println(demo.table(seed == 1 ? methods : List.of(methods.getLast())));
      for (String city : CITIES) {
        System.out.println(city + " " + ForecastMetrics.of(methods.getLast(), city));
      }
    }
    long heap =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .mapToLong(pool -> pool.getPeakUsage().getUsed())
            .sum();
    System.out.printf("peak of the heap: at most %d MB, garbage included%n", heap >> 20);
  }

  private static Window withContext(Window window, int context) {
    return new Window(
        context,
        window.horizon(),
        window.targets(),
        window.inputs(),
        window.known(),
        window.calendar(),
        window.groups(),
        window.scaling(),
        window.logs());
  }

  private static WindowSplit split(Window window) {
    return Series.bundledWeather()
        .windows(window)
        .splitByTime(WeatherDemo.VALIDATION_FROM, WeatherDemo.TEST_FROM);
  }

  private static void run(String name, Variant variant) {
    Forecasts[] seeds = new Forecasts[SEEDS];
    for (int i = 0; i < SEEDS; i++) {
      WindowSplit split = split(variant.window);
      Seed seed = Seed.of(i + 1);
      FeatureEncoder encoder = split.encoder();
      ForecastSpec spec = ForecastSpec.of(encoder, variant.cell.apply(encoder.inputSize()));
      Forecaster network = Forecaster.create(variant.spec.apply(spec), seed.named("network"));
      Objective<WindowBatch> objective =
          variant.path == Path.WHOLE ? network : new WithoutGru(network);
      variant.training.of(objective, split.train().size(), seed).fit(network.data(split.train()));
      seeds[i] = network.freeze().forecast(split.validation());
    }
    print(name, Arrays.asList(seeds));
  }

  private static void print(String name, List<Forecasts> seeds) {
    double[] mae = new double[2];
    double[] inside = new double[2];
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (Forecasts seed : seeds) {
      double mean = 0;
      for (int city = 0; city < 2; city++) {
        ForecastMetrics metrics = ForecastMetrics.of(seed, CITIES.get(city));
        mae[city] += metrics.mae() / seeds.size();
        inside[city] += 100 * metrics.coverage() / seeds.size();
        mean += metrics.mae() / 2;
      }
      least = Math.min(least, mean);
      most = Math.max(most, mean);
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | %.3f | %.3f | %.3f (%.3f to %.3f) | %.0f, %.0f |%n",
        name,
        mae[0],
        mae[1],
        (mae[0] + mae[1]) / 2,
        least,
        most,
        inside[0],
        inside[1]);
  }

  /// The straight path and the yearly curve alone; what the GRU would say is 0.
  private record WithoutGru(Forecaster forecaster) implements Objective<WindowBatch> {
    WithoutGru {
      for (String name : List.of("state.weight", "state.bias")) {
        Parameter parameter = forecaster.parameters().get(name);
        parameter.values().fill(0);
      }
    }

    @Override
    public Parameters parameters() {
      return forecaster.parameters();
    }

    @Override
    public Var loss(Tape tape, WindowBatch batch) {
      SeqVar seen = tape.seq(batch.inputs());
      PlainNetwork network = (PlainNetwork) forecaster.network();
      Var nothing = tape.zeros(seen.lengths().batch(), forecaster.spec().outputSize());
      Var parts = network.straight(seen, nothing).plus(network.ahead(tape, batch.known()));
      return Loss.pinball(0.1, 0.5, 0.9).of(network.ends(parts), tape.constant(batch.targets()));
    }
  }
}
