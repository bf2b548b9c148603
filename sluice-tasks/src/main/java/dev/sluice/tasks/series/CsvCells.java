package dev.sluice.tasks.series;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.regex.Pattern;

/// Reads single cells: nothing is guessed, and a refusal says what would be read.
final class CsvCells {
  private static final Pattern TIME =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?)?");
  private static final Pattern ZONED = Pattern.compile(".*[0-9](Z|[+-][0-9]{2}:?[0-9]{2})");
  private static final Pattern OTHER_DATE = Pattern.compile("[0-9]{1,4}[./-][0-9]{1,2}[./-].*");
  private static final int DATE = 10;
  private static final String EXAMPLE = "2015-12-31 or 2015-12-31T06:00";

  private CsvCells() {}

  /// A cell that cannot be read; the message goes on from the cell's name and text.
  static final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;

    Refusal(String reason) {
      super(reason);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }

  static LocalDateTime time(String cell) throws Refusal {
    String text = cell.strip();
    if (!TIME.matcher(text).matches()) {
      throw new Refusal(whyNoTime(text));
    }
    try {
      LocalDateTime time =
          text.length() == DATE
              ? LocalDate.parse(text).atStartOfDay()
              : LocalDateTime.parse(text.replace(' ', 'T'));
      if (time.getNano() != 0) {
        throw new Refusal("has a fraction of a second; steps are whole seconds, round it");
      }
      return time;
    } catch (DateTimeException e) {
      throw new Refusal("does not exist in the calendar; mend it (year-month-day)");
    }
  }

  private static String whyNoTime(String text) {
    if (text.isEmpty()) {
      return "is blank; every row has its time";
    }
    if (ZONED.matcher(text).matches()) {
      return "has a time zone; write local times without it, such as " + EXAMPLE;
    }
    if (OTHER_DATE.matcher(text).matches()) {
      return "is not a time such as " + EXAMPLE + "; write year-month-day with two digits each";
    }
    return "is not a time such as " + EXAMPLE;
  }

  /// The number, or `NaN` for a cell that is blank, `NaN` or infinite.
  static double number(String cell) throws Refusal {
    return switch (NumberCell.of(cell)) {
      case NumberCell.Value value -> value.asDouble();
      case NumberCell.Missing missing -> Double.NaN;
      case NumberCell.Refused refused ->
          throw new Refusal(refused.sentence("leave a cell blank if its value is missing"));
    };
  }
}
