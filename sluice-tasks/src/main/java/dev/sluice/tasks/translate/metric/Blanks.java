package dev.sluice.tasks.translate.metric;

import java.util.List;
import java.util.regex.Pattern;

/// White space as Python's `str` understands it: Unicode's, and the four separators U+001C to
/// U+001F.
final class Blanks {
  private static final String BLANK =
      "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";

  private static final Pattern SOME = Pattern.compile(BLANK + "++");
  private static final Pattern LEADING = Pattern.compile("\\A" + BLANK + "++");

  private Blanks() {}

  /// What stands between blanks.
  static List<String> words(String text) {
    return SOME.splitAsStream(text).filter(word -> !word.isEmpty()).toList();
  }

  /// Each code point that is no blank.
  static List<String> codePoints(String text) {
    return without(text).codePoints().mapToObj(Character::toString).toList();
  }

  /// Without any.
  static String without(String text) {
    return SOME.matcher(text).replaceAll("");
  }

  /// Without those at the end.
  static String withoutTrailing(String text) {
    int end = text.length();
    while (end > 0 && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  /// Without those at the beginning.
  static String withoutLeading(String text) {
    return LEADING.matcher(text).replaceFirst("");
  }

  private static boolean isBlank(char sign) {
    return SOME.matcher(String.valueOf(sign)).matches();
  }
}
