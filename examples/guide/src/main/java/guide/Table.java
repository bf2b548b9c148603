package guide;

import guide.Words.Language;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// A Markdown table in both languages.
final class Table {
  private final List<Words> head;
  private final List<List<Words>> rows = new ArrayList<>();

  private Table(List<Words> head) {
    this.head = head;
  }

  static Table of(Words... head) {
    return new Table(List.of(head));
  }

  /// A row: what it is about, then its numbers as they are to be printed.
  void row(Words name, String... cells) {
    List<Words> row = new ArrayList<>(List.of(name));
    Arrays.stream(cells).map(Words::same).forEach(row::add);
    rows.add(row);
  }

  Words text() {
    return Words.of(text(Language.EN), text(Language.ZH));
  }

  private String text(Language language) {
    var lines = new ArrayList<>(List.of(line(head, language), "|" + "---|".repeat(head.size())));
    rows.forEach(row -> lines.add(line(row, language)));
    return String.join("\n", lines);
  }

  private static String line(List<Words> cells, Language language) {
    return cells.stream()
        .map(cell -> cell.in(language))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }
}
