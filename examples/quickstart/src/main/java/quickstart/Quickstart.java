package quickstart;
import dev.sluice.tasks.series.CsvColumns;

import dev.sluice.core.model.Overwrite;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.stream.State;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.forecast.Forecast;
import dev.sluice.tasks.forecast.ForecastModel;
import dev.sluice.tasks.forecast.ForecastSpec;
import dev.sluice.tasks.forecast.ForecastStepper;
import dev.sluice.tasks.forecast.Forecaster;
import dev.sluice.tasks.series.GroupCoding;
import dev.sluice.tasks.series.Series;
import dev.sluice.tasks.series.Window;
import dev.sluice.train.loop.Trainer;
import dev.sluice.train.optim.Adam;
import java.nio.file.Path;
import java.time.LocalDate;

/// Trains a small forecaster, saves it, loads it and streams a few days through it.
public final class Quickstart {
  private Quickstart() {}

  /// Writes the model to the directory named by the first argument, or `weather.sluice`.
  public static void main(String[] args) {
    Path directory = Path.of(args.length > 0 ? args[0] : "weather.sluice");
    train(directory);
    stream(directory);
  }

  private static void train(Path directory) {
    // begin training
    var series = Series.bundledWeather(); // or Series.csv(path, CsvColumns.time("date")…)
    var window = Window.of(28, 7).target("temp_max").inputs("temp_max").groups(GroupCoding.ONE_HOT);
    var split =
        series
            .windows(window)
            .splitByTime(LocalDate.parse("2014-03-07"), LocalDate.parse("2015-03-07"));
    var spec = ForecastSpec.of(split.encoder(), GruSpec.of(split.features(), 16));
    var net = Forecaster.create(spec, Seed.of(42));
    var report =
        Trainer.of(net)
            .optimizer(Adam.rate(3e-3))
            .clipNorm(1)
            .epochs(3)
            .fit(net.data(split.train()), net.data(split.validation()));
    net.freeze().save(directory, Overwrite.REPLACE);
    // end training
    System.out.println(report);
  }

  private static void stream(Path directory) {
    double[] temperatures = {12.8, 14.4, 13.9, 15.0, 13.3, 11.7, 12.2};
    LocalDate first = LocalDate.parse("2015-10-20");
    // begin streaming
    ForecastStepper stepper = ForecastModel.load(directory).stepper();
    State state = stepper.zeroState(); // one per stream; a value of yours, to keep anywhere
    for (int day = 0; day < temperatures.length; day++) {
      double[] event = {temperatures[day]};
      Forecast forecast = stepper.next("Seattle", first.plusDays(day), event, state);
      System.out.printf("%s: in a week %.1f °C%n", first.plusDays(day), forecast.point(7));
    }
    // end streaming
  }
}
