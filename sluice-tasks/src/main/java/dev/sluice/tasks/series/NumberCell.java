package dev.sluice.tasks.series;

import java.util.Locale;

/// A cell of a file where a number should stand. Nothing is guessed: what the JDK would take beyond
/// digits, sign, decimal point and exponent (`1d`, `1f`, `0x1p3`) is refused.
public sealed interface NumberCell {
  /// A number, finite as a double.
  ///
  /// @param text without white space around it, as `Float.parseFloat` reads it
  record Value(String text) implements NumberCell {
    /// The nearest double.
    public double asDouble() {
      return Double.parseDouble(text);
    }

    /// The nearest float; infinite if no float is so large.
    public float asFloat() {
      return Float.parseFloat(text);
    }
  }

  /// A cell that is blank, `NaN` or infinite, as programs write what is missing.
  record Missing() implements NumberCell {}

  /// What is no number.
  ///
  /// @param reason why, as a sentence goes on behind the cell: `is not a number`
  /// @param cure how to mend it; empty where the value may be missing
  record Refused(String reason, String cure) implements NumberCell {
    /// Reason and cure.
    ///
    /// @param otherwise the cure where there is none
    public String sentence(String otherwise) {
      return reason + "; " + (cure.isEmpty() ? otherwise : cure);
    }
  }

  /// Reads a cell.
  static NumberCell of(String cell) {
    String text = cell.strip();
    if (Notation.MISSING.contains(text.toLowerCase(Locale.ROOT))) {
      return new Missing();
    }
    if (!Notation.PLAIN.matcher(text).matches()) {
      return new Refused("is not a number", Notation.cure(text));
    }
    return Double.isFinite(Double.parseDouble(text))
        ? new Value(text)
        : new Refused("is too large for a number", "the largest is 1.8e308");
  }
}
