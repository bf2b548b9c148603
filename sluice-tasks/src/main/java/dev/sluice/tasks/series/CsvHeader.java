package dev.sluice.tasks.series;

import dev.sluice.tasks.text.EditDistance;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The first line of a CSV file: which column is where.
final class CsvHeader {
  private final String source;
  private final long line;
  private final List<String> names;

  CsvHeader(String source, long line, List<String> names) {
    this.source = source;
    this.line = line;
    this.names = names.stream().map(String::strip).toList();
  }

  List<String> names() {
    return names;
  }

  /// The index of the column `name`.
  ///
  /// @throws CsvException if there is none or more than one
  int find(String name) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw new CsvException(source, line, 0, whyNone(name));
    }
    if (names.lastIndexOf(name) != index) {
      throw new CsvException(
          source,
          line,
          names.lastIndexOf(name) + 1,
          "column " + name + " occurs twice; rename one");
    }
    return index;
  }

  private String whyNone(String name) {
    if (names.size() == 1) {
      for (String separator : List.of(";", "\t", "|")) {
        if (names.getFirst().contains(separator)) {
          String shown = separator.equals("\t") ? "tabs" : "'" + separator + "'";
          return "the fields are separated by "
              + shown
              + ", not by commas; save the file with commas between fields and decimal points in numbers";
        }
      }
    }
    String nearest = nearest(name).map(n -> "; did you mean " + n + "?").orElse("");
    return "there is no column " + name + "; the header has " + names + nearest;
  }

  /// The name that differs least, if it is not quite another.
  private Optional<String> nearest(String name) {
    return names.stream()
        .min(Comparator.comparingInt(other -> distance(name, other)))
        .filter(other -> distance(name, other) <= Math.max(1, name.length() / 3));
  }

  /// Of letters, whatever their case.
  private static int distance(String from, String to) {
    return EditDistance.of(letters(from), letters(to));
  }

  private static List<Integer> letters(String name) {
    return name.toLowerCase(Locale.ROOT).chars().boxed().toList();
  }
}
