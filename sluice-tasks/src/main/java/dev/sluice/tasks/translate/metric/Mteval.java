package dev.sluice.tasks.translate.metric;

import java.util.List;
import java.util.regex.Pattern;

/// Words, numbers and signs by the rules of NIST's `mteval-v13a` (2009), which are about ASCII
/// only: other signs stay where they are.
final class Mteval {
  /// ASCII's punctuation but the apostrophe, the comma, the hyphen and the full stop.
  private static final Pattern SIGN = Pattern.compile("[!-&(-+/:-@\\[-`{-~]");

  /// Unless behind a digit. As below, a character that one match took is not seen by the next.
  private static final Pattern POINT_AFTER = Pattern.compile("([^0-9])([.,])");

  /// Unless before a digit.
  private static final Pattern POINT_BEFORE = Pattern.compile("([.,])([^0-9])");

  private static final Pattern HYPHEN_AFTER_DIGIT = Pattern.compile("([0-9])-");

  private Mteval() {}

  /// Of a line of a file that may have entities of XML and be broken at hyphens.
  static List<String> tokens(String text) {
    String line =
        text.replace("<skipped>", "")
            .replace("-\n", "")
            .replace('\n', ' ')
            .replace("&quot;", "\"")
            .replace("&amp;", "&")
            .replace("&lt;", "<")
            .replace("&gt;", ">");
    return cut(' ' + line + ' ');
  }

  /// Of text that is taken as it is; points at its ends count as beside nothing, not a blank.
  static List<String> cut(String text) {
    String line = SIGN.matcher(text).replaceAll(" $0 ");
    line = POINT_AFTER.matcher(line).replaceAll("$1 $2 ");
    line = POINT_BEFORE.matcher(line).replaceAll(" $1 $2");
    line = HYPHEN_AFTER_DIGIT.matcher(line).replaceAll("$1 - ");
    return Blanks.words(line);
  }
}
