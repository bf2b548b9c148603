package dev.sluice.tasks.series;

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

  /// How many letters must be put in, taken out or changed (Levenshtein 1966), whatever their case.
  private static int distance(String from, String to) {
    String a = from.toLowerCase(Locale.ROOT);
    String b = to.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
