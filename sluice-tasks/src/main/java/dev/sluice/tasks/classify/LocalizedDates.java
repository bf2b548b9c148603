package dev.sluice.tasks.classify;

import dev.sluice.core.tensor.Seed;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Dates as the JDK writes them in many languages (Unicode CLDR): texts to tell languages by, which
/// need no download. They are synthetic, and differ a little between releases of the JDK.
public final class LocalizedDates {
  /// Tags of languages, in seven scripts; some are close relatives.
  public static final List<String> LANGUAGES =
      List.of(
          "bg", "cs", "da", "de", "el", "en", "es", "fi", "fr", "he", "hu", "it", "ja", "ko", "nl",
          "pl", "pt", "ro", "ru", "sv", "tr", "uk", "vi", "zh");

  private static final LocalDate FIRST = LocalDate.of(1900, 1, 1);
  private static final int DAYS = 73_000;

  private LocalizedDates() {}

  /// Dates at random with the day of the week, without which some languages write the same; as many
  /// of each language, one language after the other.
  public static List<Sample.Labelled> samples(int ofEach, Seed seed) {
    List<Sample.Labelled> samples = new ArrayList<>();
    for (String language : LANGUAGES) {
      Seed own = seed.named(language);
      for (int i = 0; i < ofEach; i++) {
        LocalDate date = FIRST.plusDays(own.below(DAYS, i));
        String text =
            DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL)
                .withLocale(Locale.forLanguageTag(language))
                .format(date);
        samples.add(new Sample.Labelled(new Sample.Text(text), language));
      }
    }
    return samples;
  }
}
