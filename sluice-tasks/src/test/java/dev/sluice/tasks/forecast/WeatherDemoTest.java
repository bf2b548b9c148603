package dev.sluice.tasks.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Overwrite;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.series.Windows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The bar: trains with the recipe of `./sluice demo` and judges the model on the last 300 days.
///
/// Slow, up to a minute on two busy cores; it is the promise that the first command of the README
/// makes.
@Tag("slow")
class WeatherDemoTest {
  private static final WeatherDemo DEMO = WeatherDemo.of(Seed.of(1));

  private static ForecastModel model;
  private static List<Forecasts> methods;

  @BeforeAll
  static void train() {
    model = DEMO.train(2, event -> {});
    methods = DEMO.evaluate(model);
  }

  private static ForecastMetrics of(int method, String city) {
    return ForecastMetrics.of(methods.get(method), city);
  }

  @Test
  @DisplayName("MAE is at least 15 % below naive and seasonal-naive in both cities")
  void beatsBothNaives() {
    for (String city : List.of("Seattle", "New York")) {
      double network = of(3, city).mae();
      assertThat(network).as(city).isLessThanOrEqualTo(0.85 * of(0, city).mae());
      assertThat(network).as(city).isLessThanOrEqualTo(0.85 * of(1, city).mae());
    }
  }

  @Test
  @DisplayName("the 80 % interval holds 72 to 88 % in both cities")
  void coversWhatItSays() {
    for (String city : List.of("Seattle", "New York")) {
      assertThat(of(3, city).coverage()).as(city).isBetween(0.72, 0.88);
    }
  }

  @Test
  @DisplayName("level with the linear autoregression: at most 2 % above, over both cities")
  void isLevelWithTheLinearAutoregression() {
    double network = of(3, "Seattle").mae() + of(3, "New York").mae();
    double linear = of(2, "Seattle").mae() + of(2, "New York").mae();
    assertThat(network).as(DEMO.table(methods)).isLessThanOrEqualTo(1.02 * linear);
  }

  @Test
  void oneThreadMakesTheSameBytes(@TempDir Path directory) throws IOException {
    Path two = directory.resolve("two");
    Path one = directory.resolve("one");
    DEMO.described(model, methods, "./sluice demo").save(two, Overwrite.REFUSE);
    ForecastModel again = DEMO.train(1, event -> {});
    DEMO.described(again, DEMO.evaluate(again), "./sluice demo").save(one, Overwrite.REFUSE);
    for (String file : List.of("config.json", "model.safetensors", "README.md")) {
      assertThat(Files.readAllBytes(one.resolve(file)))
          .as(file)
          .isEqualTo(Files.readAllBytes(two.resolve(file)));
    }
  }

  @Test
  void streamingSaysWhatTheWindowsSay() {
    List<StreamedStep> days = new ArrayList<>();
    DEMO.stream(model, 20, days::add);
    assertThat(days).hasSize(40);
    Windows test = DEMO.split().test();
    Forecasts forecasts = model.forecast(test);
    int compared = 0;
    for (StreamedStep day : days) {
      int window =
          IntStream.range(0, test.size())
              .filter(i -> test.origin(i).equals(day.time()))
              .filter(i -> test.series().groups().get(test.group(i)).name().equals(day.group()))
              .findFirst()
              .orElse(-1);
      for (int ahead = 1; window >= 0 && ahead <= 7; ahead++) {
        assertThat(day.ahead().point(ahead)).isEqualTo(forecasts.point(window, ahead));
        assertThat(day.ahead().lower(ahead)).isEqualTo(forecasts.lower(window, ahead));
        assertThat(day.ahead().upper(ahead)).isEqualTo(forecasts.upper(window, ahead));
        compared++;
      }
    }
    assertThat(compared).isEqualTo(2 * 13 * 7);
    assertThat(days.getLast().line()).startsWith("2015-12-31  New York");
  }
}
