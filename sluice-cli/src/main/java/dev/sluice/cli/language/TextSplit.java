package dev.sluice.cli.language;

import dev.sluice.tasks.text.TextException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Which part of a text trains, validates and tests: percent of its characters, in its order.
///
/// @param train percent
/// @param validation percent
record TextSplit(int train, int validation) {
  static final TextSplit DEFAULT = new TextSplit(90, 5);

  /// `90,5,5`
  static final class Percents implements ITypeConverter<TextSplit> {
    @Override
    public TextSplit convert(String text) {
      String[] parts = text.split(",", -1);
      int[] numbers = new int[3];
      int sum = 0;
      for (int i = 0; i < 3; i++) {
        boolean whole = parts.length == 3 && parts[i].matches("[0-9]{1,3}");
        numbers[i] = whole ? Integer.parseInt(parts[i]) : 0;
        sum += numbers[i];
      }
      if (sum != 100 || numbers[0] == 0 || numbers[1] == 0 || numbers[2] == 0) {
        throw new TypeConversionException(
            "'" + text + "' is not three whole percents that make 100, such as 90,5,5");
      }
      return new TextSplit(numbers[0], numbers[1]);
    }
  }

  /// The three parts of a text.
  record Parts(String train, String validation, String test) {}

  /// @throws TextException if a part would have less than two characters
  Parts of(String text) {
    int[] points = text.codePoints().toArray();
    int first = (int) ((long) points.length * train / 100);
    int second = (int) ((long) points.length * (train + validation) / 100);
    if (first < 2 || second - first < 2 || points.length - second < 2) {
      throw new TextException(
          "a text of %d characters cannot be split %s: each part needs two; give a longer text"
              .formatted(points.length, this));
    }
    return new Parts(
        new String(points, 0, first),
        new String(points, first, second - first),
        new String(points, second, points.length - second));
  }

  @Override
  public String toString() {
    return train + "," + validation + "," + (100 - train - validation);
  }
}
