package dev.sluice.cli;

import dev.sluice.core.model.Overwrite;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.forecast.WeatherDemo;
import dev.sluice.tasks.series.Series;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A forecast by a model that has learnt nothing: what the launcher runs once, so that Java
/// archives the classes that a first answer needs (`-XX:ArchiveClassesAtExit`). Not a command.
public final class WarmUp {
  private WarmUp() {}

  /// Exits with 0 if it went well.
  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory("sluice-warm-up");
    int code;
    try {
      code = predict(folder);
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    System.exit(code);
  }

  static int predict(Path folder) throws IOException {
    Path model = folder.resolve("model");
    WeatherDemo.of(Seed.of(1)).forecaster().freeze().save(model, Overwrite.REFUSE);
    Path data = Files.write(folder.resolve("weather.csv"), Series.bundledWeatherCsv());
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    List<String> words =
        List.of(
            "predict",
            model.toString(),
            "--input",
            data.toString(),
            "--time",
            "date",
            "--group",
            "location");
    return Main.run(nowhere, nowhere, words.toArray(String[]::new));
  }
}
