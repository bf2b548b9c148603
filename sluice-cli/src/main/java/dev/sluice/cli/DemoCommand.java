package dev.sluice.cli;

import dev.sluice.cli.options.OutputOptions;
import dev.sluice.cli.options.RunIdentity;
import dev.sluice.cli.options.SeedOption;
import dev.sluice.cli.options.ThreadsOption;
import dev.sluice.cli.report.ForecastReport;
import dev.sluice.cli.report.Report;
import dev.sluice.cli.terminal.Failures;
import dev.sluice.cli.terminal.Interrupt;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.cli.terminal.Training;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.kernel.KernelChoice;
import dev.sluice.tasks.forecast.ForecastMetrics;
import dev.sluice.tasks.forecast.ForecastModel;
import dev.sluice.tasks.forecast.Forecaster;
import dev.sluice.tasks.forecast.Forecasts;
import dev.sluice.tasks.forecast.StreamedStep;
import dev.sluice.tasks.forecast.WeatherDemo;
import dev.sluice.tasks.series.Group;
import dev.sluice.tasks.series.Series;
import dev.sluice.train.loop.StopSignal;
import dev.sluice.train.loop.TrainingReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The whole way on bundled real data: train, compare, save, stream.
@Command(
    name = "demo",
    description =
        "Trains a GRU on bundled weather, compares it with naive forecasts, saves and streams it.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  sluice demo                          everything, within a minute",
      "  sluice demo --out my.sluice --seed 2 another model",
      "  sluice demo --resume                 go on after Ctrl-C",
      "  sluice demo --report weather.html    and a page to look at",
      "  sluice demo --json | jq .mae         for programs",
      "  sluice demo --csv > weather.csv      the data alone"
    })
final class DemoCommand implements Callable<Integer> {
  private static final String DEFAULT_NAME = "weather";
  private static final int STREAMED_DAYS = 7;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private SeedOption seed = new SeedOption();
  @Mixin private ThreadsOption threads = new ThreadsOption();

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Also write a page with losses, forecasts, errors and gates; must not exist.")
  private @Nullable Path page;

  @Option(names = "--json", description = "Results as JSON lines.")
  private boolean json;

  @Option(
      names = "--csv",
      description = "Only print the bundled data, as CSV: something to try sluice train on.")
  private boolean csv;

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine());
    if (csv) {
      terminal.out().print(new String(Series.bundledWeatherCsv(), StandardCharsets.UTF_8));
      return 0;
    }
    Path directory = output.directory(DEFAULT_NAME);
    if (page != null) {
      Report.requireWritable(page, output.overwrite());
    }
    KernelChoice.current();
    try (Interrupt interrupt = new Interrupt()) {
      return run(terminal, directory, interrupt.signal());
    }
  }

  private int run(Terminal terminal, Path directory, StopSignal stop) {
    WeatherDemo demo = WeatherDemo.of(seed.seed());
    introduce(terminal, demo);
    Forecaster network = demo.forecaster();
    Training training =
        new Training(terminal, directory, output.start(), RunIdentity.of(spec.commandLine()));
    TrainingReport report =
        training.run(
            demo.trainer(network).threads(threads.count()),
            network.data(demo.split().beforeTest()),
            stop);
    List<Forecasts> methods = List.of();
    if (!stop.isRequested()) {
      terminal.say(String.format(Locale.ROOT, "Trained in %.1f s.", report.seconds()));
      methods = demo.evaluate(network.freeze());
    }
    if (stop.isRequested()) {
      training.sayHowToGoOn();
      return Failures.INTERRUPTED;
    }
    ForecastModel model = demo.described(network.freeze(), methods, command());
    model.save(directory, output.overwrite());
    training.discardCheckpoints();
    show(terminal, demo, methods);
    if (page != null) {
      ForecastReport.of(model, methods)
          .unit(WeatherDemo.UNIT)
          .training(report)
          .fact("Data", "daily weather of Seattle and New York, 2012 to 2015, by US agencies")
          .fact("Command", command())
          .write(page, output.overwrite());
      terminal.say("The report is in " + page + ".");
    }
    terminal.say("The model is in " + directory + ". Its last days again, streamed one by one:");
    demo.stream(model, STREAMED_DAYS, day -> terminal.data(json ? line(day) : day.line()));
    return 0;
  }

  /// What makes this model again: threads and files do not change it.
  private String command() {
    return seed.number() == SeedOption.DEFAULT
        ? "./sluice demo"
        : "./sluice demo --seed " + seed.number();
  }

  private static void introduce(Terminal terminal, WeatherDemo demo) {
    List<Group> cities = demo.split().test().series().groups();
    terminal.say(
        "Highest temperature of the next 7 days, daily weather by US agencies (bundled): "
            + cities);
    terminal.say(
        "Training on all days before "
            + WeatherDemo.TEST_FROM
            + ", tested on the days from there on.");
  }

  private void show(Terminal terminal, WeatherDemo demo, List<Forecasts> methods) {
    if (!json) {
      terminal.data(demo.table(methods));
      return;
    }
    for (Forecasts method : methods) {
      for (Group city : method.windows().series().groups()) {
        ForecastMetrics all = ForecastMetrics.of(method, city.name());
        terminal.data(
            JsonWriter.compact(
                JsonObject.builder()
                    .put("method", method.method())
                    .put("group", city.name())
                    .put("mae", all.mae())
                    .put("rmse", all.rmse())
                    .put("coverage", all.coverage())
                    .put("forecasts", all.count())
                    .build()));
      }
    }
  }

  private static String line(StreamedStep day) {
    JsonObject.Builder points = JsonObject.builder();
    for (int ahead = 1; ahead <= day.ahead().horizon(); ahead++) {
      points.put(day.ahead().step().text(day.ahead().time(ahead)), day.ahead().point(ahead));
    }
    return JsonWriter.compact(
        JsonObject.builder()
            .put("group", day.group())
            .put("day", day.ahead().step().text(day.time()))
            .put("observed", day.observed())
            .put("expected", day.before().point(1))
            .put("forecast", points.build())
            .build());
  }
}
