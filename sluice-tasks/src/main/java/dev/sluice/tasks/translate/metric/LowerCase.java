package dev.sluice.tasks.translate.metric;

import java.util.Locale;

/// Lower case by Unicode's rules of every language. The JDK departs from them where a capital sigma
/// is next to signs (it looks for the word's end); here the condition `Final_Sigma` of The Unicode
/// Standard, section 3.13, decides.
final class LowerCase {
  private static final char SIGMA = 'Σ';

  /// Signs of which Unicode's word breaks say that they may be within a word.
  private static final String WITHIN_WORDS =
      "'.:\u00b7\u0387\u055f\u05f4\u2018\u2019\u2024\u2027\ufe13\ufe52\ufe55\uff07\uff0e\uff1a";

  private LowerCase() {}

  static String of(String text) {
    StringBuilder result = new StringBuilder(text);
    for (int i = text.indexOf(SIGMA); i >= 0; i = text.indexOf(SIGMA, i + 1)) {
      result.setCharAt(i, isLast(text, i) ? 'ς' : 'σ');
    }
    return result.toString().toLowerCase(Locale.ROOT);
  }

  /// Whether a letter with case is before it, and none behind it.
  private static boolean isLast(String text, int sigma) {
    int before = sigma;
    while (before > 0 && isPassedOver(text.codePointBefore(before))) {
      before = text.offsetByCodePoints(before, -1);
    }
    int after = sigma + 1;
    while (after < text.length() && isPassedOver(text.codePointAt(after))) {
      after = text.offsetByCodePoints(after, 1);
    }
    return before > 0
        && isCased(text.codePointBefore(before))
        && !(after < text.length() && isCased(text.codePointAt(after)));
  }

  /// Unicode's `Cased`.
  private static boolean isCased(int codePoint) {
    return Character.isLowerCase(codePoint)
        || Character.isUpperCase(codePoint)
        || Character.isTitleCase(codePoint);
  }

  /// Unicode's `Case_Ignorable`.
  private static boolean isPassedOver(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT,
          Character.MODIFIER_LETTER,
          Character.MODIFIER_SYMBOL ->
          true;
      default -> WITHIN_WORDS.indexOf(codePoint) >= 0;
    };
  }
}
