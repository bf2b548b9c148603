package dev.sluice.cli.forecast;

import dev.sluice.tasks.series.TimeStep;
import dev.sluice.tasks.series.WindowSplit;
import dev.sluice.tasks.series.Windows;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// How rows are parted into training, validation and test: `8640,2880,2880` rows of each group, the
/// shares `0.7,0.1,0.2` of them, or validation and test from the dates `2015-01-01,2015-07-01` on.
/// Prints itself so.
sealed interface SplitRule {
  /// What a person gets who says nothing.
  String DEFAULT = "0.7,0.1,0.2";

  /// The windows parted.
  ///
  /// @throws IllegalArgumentException if the windows do not allow it
  WindowSplit split(Windows windows);

  /// Rows of each part.
  record Counts(int train, int validation, int test) implements SplitRule {
    @Override
    public WindowSplit split(Windows windows) {
      return windows.splitByCounts(train, validation, test);
    }

    @Override
    public String toString() {
      return train + "," + validation + "," + test;
    }
  }

  /// Shares of the rows.
  record Fractions(double train, double validation, double test) implements SplitRule {
    @Override
    public WindowSplit split(Windows windows) {
      return windows.splitByFractions(train, validation, test);
    }

    @Override
    public String toString() {
      return plain(train) + "," + plain(validation) + "," + plain(test);
    }

    /// Without an exponent, which [SplitRule#parse] would not read.
    private static String plain(double share) {
      return BigDecimal.valueOf(share).toPlainString();
    }
  }

  /// The first times of validation and test.
  record Dates(LocalDateTime validation, LocalDateTime test) implements SplitRule {
    @Override
    public WindowSplit split(Windows windows) {
      return windows.splitByTime(validation, test);
    }

    @Override
    public String toString() {
      return TimeStep.DAY.text(validation) + "," + TimeStep.DAY.text(test);
    }
  }

  /// Reads what people write.
  final class Converter implements ITypeConverter<SplitRule> {
    @Override
    public SplitRule convert(String text) {
      return parse(text);
    }
  }

  /// The rule that `text` spells.
  ///
  /// @throws TypeConversionException if it spells none
  static SplitRule parse(String text) {
    String[] parts = text.strip().split(" *, *", -1);
    try {
      if (parts.length == 3 && Arrays.stream(parts).allMatch(part -> part.matches("[0-9]{1,9}"))) {
        int[] rows = Arrays.stream(parts).mapToInt(Integer::parseInt).toArray();
        return new Counts(rows[0], rows[1], rows[2]);
      }
      if (parts.length == 3
          && Arrays.stream(parts).allMatch(part -> part.matches("[0-9]*\\.?[0-9]+"))) {
        double[] shares = Arrays.stream(parts).mapToDouble(Double::parseDouble).toArray();
        return new Fractions(shares[0], shares[1], shares[2]);
      }
      if (parts.length == 2) {
        Dates dates = new Dates(time(parts[0]), time(parts[1]));
        if (dates.validation.isBefore(dates.test)) {
          return dates;
        }
        throw new TypeConversionException(
            "'" + text + "' must name two dates, the first before the second");
      }
    } catch (DateTimeException e) {
      throw none(text);
    }
    throw none(text);
  }

  private static LocalDateTime time(String text) {
    return text.length() == 10
        ? LocalDate.parse(text).atStartOfDay()
        : LocalDateTime.parse(text.replace(' ', 'T'));
  }

  private static TypeConversionException none(String text) {
    return new TypeConversionException(
        "'"
            + text
            + "' is no split; write rows (8640,2880,2880), shares (0.7,0.1,0.2), or the first dates of validation and test (2015-01-01,2015-07-01)");
  }
}
