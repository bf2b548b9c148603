package dev.sluice.tasks.forecast;

import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.series.Calendar;
import dev.sluice.tasks.series.FeatureEncoder;
import dev.sluice.tasks.series.Group;
import dev.sluice.tasks.series.GroupCoding;
import dev.sluice.tasks.series.Scaling;
import dev.sluice.tasks.series.Series;
import dev.sluice.tasks.series.Window;
import dev.sluice.tasks.series.WindowBatch;
import dev.sluice.tasks.series.WindowSplit;
import dev.sluice.tasks.series.Windows;
import dev.sluice.train.loop.Listener;
import dev.sluice.train.loop.Objective;
import dev.sluice.train.loop.Trainer;
import dev.sluice.train.optim.Adam;
import dev.sluice.train.optim.Schedule;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The whole way on the bundled weather: highest temperature of two cities, seven days ahead.
///
/// ```java
/// WeatherDemo demo = WeatherDemo.of(Seed.of(1));
/// ForecastModel model = demo.train(2, event -> {});
/// List<Forecasts> methods = demo.evaluate(model);
/// demo.described(model, methods, "./sluice demo").save(Path.of("weather.sluice"), Overwrite.REFUSE);
/// demo.stream(model, 7, day -> {});
/// ```
///
/// The last 300 days are the test. Everything that was chosen was chosen on the year before them
/// (`docs/results.md`); with these choices the network is trained on all days before the test, a
/// fixed number of epochs.
public final class WeatherDemo {
  /// The column that is forecast.
  public static final String TARGET = "temp_max";

  /// Its unit.
  public static final String UNIT = "°C";

  /// From here on everything was chosen.
  public static final LocalDate VALIDATION_FROM = LocalDate.of(2014, 3, 7);

  /// From here on nothing is seen before the test: the last 300 days.
  public static final LocalDate TEST_FROM = LocalDate.of(2015, 3, 7);

  /// Eight weeks seen, seven days ahead.
  static final Window WINDOW =
      Window.of(56, 7)
          .target(TARGET)
          .inputs(TARGET)
          .calendar(new Calendar(2, 0, 0))
          .groups(GroupCoding.ONE_HOT)
          .scaling(Scaling.TARGET_PER_GROUP);

  private static final int YEAR = 365;
  private static final int UNITS = 16;
  private static final int EPOCHS = 15;
  private static final int BATCH = 32;
  private static final double RATE = 3e-3;

  private final Seed seed;
  private final WindowSplit split;

  private WeatherDemo(Seed seed, WindowSplit split) {
    this.seed = seed;
    this.split = split;
  }

  /// The demo with its data.
  ///
  /// @param seed of initial weights, order and dropout
  public static WeatherDemo of(Seed seed) {
    Windows windows = Series.bundledWeather().windows(WINDOW);
    return new WeatherDemo(seed, windows.splitByTime(VALIDATION_FROM, TEST_FROM));
  }

  /// The windows of training, validation and test.
  public WindowSplit split() {
    return split;
  }

  /// The network, not yet trained, standardised by all days before the test.
  public Forecaster forecaster() {
    FeatureEncoder encoder = FeatureEncoder.fit(split.rowsBeforeTest(), WINDOW);
    return Forecaster.create(spec(encoder), seed.named("network"));
  }

  static ForecastSpec spec(FeatureEncoder encoder) {
    return ForecastSpec.of(encoder, GruSpec.of(encoder.inputSize(), UNITS));
  }

  /// How it is trained; listener, threads, stop signal and checkpoints may be added.
  public Trainer<WindowBatch> trainer(Forecaster network) {
    return trainer(network, split.beforeTest().size(), seed);
  }

  static Trainer<WindowBatch> trainer(Objective<WindowBatch> objective, int windows, Seed seed) {
    return Trainer.of(objective)
        .optimizer(Adam.rate(Schedule.cosine(RATE, EPOCHS * Math.ceilDiv(windows, BATCH))))
        .clipNorm(1)
        .batchSize(BATCH)
        .epochs(EPOCHS)
        .seed(seed.named("training"));
  }

  /// Trains the network on every window before the test.
  ///
  /// @param threads they change the time, never the model
  public ForecastModel train(int threads, Listener listener) {
    Forecaster network = forecaster();
    trainer(network).threads(threads).listener(listener).fit(network.data(split.beforeTest()));
    return network.freeze();
  }

  /// The forecasts in the test: three baselines, fitted to all days before it, then the model's.
  public List<Forecasts> evaluate(ForecastModel model) {
    List<Forecasts> methods = new ArrayList<>();
    for (Baseline baseline : baselines(split.rowsBeforeTest())) {
      methods.add(baseline.forecast(split.test()));
    }
    methods.add(model.forecast(split.test()));
    return methods;
  }

  /// What daily weather is held against: the last value, the year before, a linear autoregression.
  static List<Baseline> baselines(Series history) {
    int horizon = WINDOW.horizon();
    return List.of(
        Baseline.naive(history, TARGET, horizon),
        Baseline.seasonalNaive(history, TARGET, horizon, YEAR),
        Baseline.linearAutoregression(history, TARGET, horizon));
  }

  /// The table of the methods.
  public String table(List<Forecasts> methods) {
    return ForecastTable.of(UNIT, methods);
  }

  /// The model with data, results and command on its card.
  ///
  /// @param command what makes this model again
  public ForecastModel described(ForecastModel model, List<Forecasts> methods, String command) {
    String data =
        """
        Daily weather of Seattle and New York, 2012 to 2015, by US agencies (`weather.csv` of the npm package vega-datasets 3.2.1, public domain). \
        Trained on all days before %s; the days from there on are the test. Choices were made on %s to %s.\
        """
            .formatted(TEST_FROM, VALIDATION_FROM, TEST_FROM.minusDays(1));
    return model.withCard(
        new ForecastCard(data, "```\n" + table(methods) + "```", "`" + command + "`"));
  }

  /// Streams the last days of every city, one day after the other.
  ///
  /// The eight weeks before them go through the stream too, so that the first answer has its
  /// context.
  ///
  /// @param days of each city
  /// @param sink hears of each day as soon as it is answered
  public void stream(ForecastModel model, int days, Consumer<StreamedStep> sink) {
    if (days < 1) {
      throw new IllegalArgumentException("at least 1 day is streamed, not " + days);
    }
    Series series = split.test().series();
    List<String> inputs = WINDOW.inputs();
    int target = series.column(TARGET);
    for (Group group : series.groups()) {
      ForecastStepper stepper = model.stepper();
      var state = stepper.zeroState();
      int begin = Math.max(1, group.length() - days);
      int first = Math.max(0, begin - WINDOW.context());
      Forecast before = null;
      for (int day = first; day < group.length(); day++) {
        LocalDateTime time = group.axis().at(day);
        double[] values = new double[inputs.size()];
        for (int i = 0; i < values.length; i++) {
          values[i] = group.value(series.column(inputs.get(i)), day);
        }
        Forecast ahead = stepper.next(group.name(), time, values, state);
        if (before != null && day >= begin) {
          sink.accept(new StreamedStep(group.value(target, day), before, ahead));
        }
        before = ahead;
      }
    }
  }
}
