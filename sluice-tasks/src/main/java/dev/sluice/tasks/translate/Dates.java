package dev.sluice.tasks.translate;

import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.text.Symbols;
import dev.sluice.train.loop.Recipe;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Dates as people of eight languages write them, and the same dates as ISO 8601 has them: made by
/// `java.time`, so nothing needs to be fetched and the truth is exact. The texts are those of the
/// JDK's locale data (CLDR), which differ a little from one JDK to another.
public final class Dates {
  private static final List<Locale> LOCALES =
      List.of(
          Locale.US,
          Locale.GERMANY,
          Locale.FRANCE,
          Locale.ITALY,
          Locale.JAPAN,
          Locale.SIMPLIFIED_CHINESE,
          Locale.of("es", "ES"),
          Locale.of("ru", "RU"));

  /// Short ones say too little: 1/2/03 has three readings.
  private static final List<FormatStyle> STYLES =
      List.of(FormatStyle.FULL, FormatStyle.LONG, FormatStyle.MEDIUM);

  private static final LocalDate FIRST = LocalDate.of(1900, 1, 1);
  private static final int DAYS = 73_049; // to 2099-12-31

  private Dates() {}

  /// The languages that are written.
  public static List<Locale> locales() {
    return LOCALES;
  }

  /// Dates drawn from 1900 to 2099, each in a language and a style at random.
  ///
  /// Those whose number of days is a multiple of ten are held back from training.
  ///
  /// @param part of the days
  public static List<Pair> pairs(int count, Part part, Seed seed) {
    Seed days = seed.named("tens of days");
    Seed others = seed.named("days");
    Seed languages = seed.named("languages");
    Seed styles = seed.named("styles");
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int day = 10 * days.below(DAYS / 10, i);
      int kept = part == Part.TEST ? day : day + 1 + others.below(9, i);
      LocalDate date = FIRST.plusDays(kept);
      Locale locale = LOCALES.get(languages.below(LOCALES.size(), i));
      FormatStyle style = STYLES.get(styles.below(STYLES.size(), i));
      String text = date.format(DateTimeFormatter.ofLocalizedDate(style).withLocale(locale));
      pairs.add(new Pair(text, date.toString()));
    }
    return pairs;
  }

  /// Days to learn from, and others.
  public enum Part {
    /// Nine of ten days.
    TRAIN,
    /// Every tenth.
    TEST
  }

  /// The characters of both sides.
  public static TranslatorVocabulary vocabulary(List<Pair> pairs) {
    return TranslatorVocabulary.of(pairs, TranslatorSpec.Tables.SEPARATE, Symbols::characters);
  }

  /// Vectors of 32 values, 64 units in each direction to read, 128 to write.
  public static TranslatorSpec spec(TranslatorVocabulary vocabulary) {
    return TranslatorSpec.of(
            GruSpec.of(32, 64).direction(Direction.BOTH),
            GruSpec.of(64, 128),
            vocabulary.sourceSize(),
            vocabulary.targetSize())
        .regularised(0.1, 0);
  }

  /// 6 epochs in batches of 32.
  public static Recipe training() {
    return new Recipe(4e-3, 6, 32, 0, 0.99);
  }

  /// A beam of 5.
  public static Search search() {
    return Search.beam(5);
  }
}
