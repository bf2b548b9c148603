package dev.sluice.tasks.series;

import java.util.Set;
import java.util.regex.Pattern;

/// How numbers are written, and how not.
final class Notation {
  static final Set<String> MISSING =
      Set.of(
          "", "nan", "+nan", "-nan", "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity");
  static final Pattern PLAIN =
      Pattern.compile("[+-]?([0-9]++\\.?+[0-9]*+|\\.[0-9]++)([eE][+-]?[0-9]++)?");

  /// What the JDK reads as a number in a program's source.
  private static final Pattern OF_SOURCE =
      Pattern.compile(
          "[+-]?(0[xX][0-9a-fA-F.]*([pP][+-]?[0-9]+)?|[0-9.]+([eE][+-]?[0-9]+)?)[dDfF]?");

  private static final Pattern GROUPED =
      Pattern.compile(
          "[+-]?[0-9]{1,3}([ _'\u00a0\u202f][0-9]{3})+([.,][0-9]+)?|.*[0-9],[0-9]{3}[,.].*");

  private Notation() {}

  static String cure(String text) {
    if (GROUPED.matcher(text).matches()) {
      return "write it without thousands separators, with a decimal point";
    }
    if (text.indexOf(',') >= 0) {
      return "write a decimal point";
    }
    return OF_SOURCE.matcher(text).matches()
        ? "write digits alone, with a decimal point or an exponent: 1.5 or 2e-3"
        : "";
  }
}
