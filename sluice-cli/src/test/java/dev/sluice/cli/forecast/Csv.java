package dev.sluice.cli.forecast;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Locale;

/// A small file: two places, hours, a load that follows the day and a temperature.
///
/// ```
/// when,place,load,temp
/// 2024-01-01T00:00,a,…
/// ```
final class Csv {
  static final int HOURS = 200;

  private Csv() {}

  static String text() {
    return text(HOURS);
  }

  static String text(int hours) {
    StringBuilder text = new StringBuilder("when,place,load,temp\n");
    LocalDateTime first = LocalDateTime.of(2024, 1, 1, 0, 0);
    for (String place : new String[] {"a", "b"}) {
      for (int t = 0; t < hours; t++) {
        text.append(
            String.format(
                Locale.ROOT,
                "%s,%s,%.3f,%.3f\n",
                first.plusHours(t),
                place,
                load(place, t),
                10 + 5 * Math.sin(0.05 * t)));
      }
    }
    return text.toString();
  }

  /// A day of 24 hours with small uneven steps on it; `b` is ten times `a`.
  static double load(String place, int t) {
    double value = 3 + Math.sin(2 * Math.PI * t / 24) + 0.1 * (t * 7919L % 13) / 13;
    return place.equals("a") ? value : 10 * value;
  }

  static Path write(Path folder, String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
