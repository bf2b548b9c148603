package dev.sluice.tasks.classify;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.sluice.tasks.text.TextException;
import dev.sluice.tasks.text.TextFile;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads texts with their classes.
///
/// @param format how a line is divided
/// @param text the column of the text, by its name in the first line, or by number from 1 on where
///   there is no such line
/// @param label the column of the class, named the same way
/// @param empty what is done about rows without a text
public record LabelledTexts(Format format, String text, String label, Empty empty) {
  /// What is done about rows without a text.
  public enum Empty {
    /// The file is refused, naming the row.
    REFUSE,
    /// They are left out.
    SKIP
  }

  /// How a line is divided.
  public enum Format {
    /// Commas, with quotes (RFC 4180).
    CSV,
    /// Tabs, without quotes.
    TSV,
    /// The class, a blank, the text.
    LABEL_FIRST
  }

  /// Checks that both columns are named the same way.
  public LabelledTexts {
    if (isNumber(text) != isNumber(label)) {
      throw new IllegalArgumentException(
          "the columns \"%s\" and \"%s\" are a name and a number; give two names (of the first line) or two numbers"
              .formatted(text, label));
    }
  }

  /// A line as it is told in messages.
  private record Row(long line, List<String> cells) {}

  /// All texts of a file.
  ///
  /// @throws TextException if it cannot be read, or a row has no text or no class: with file, line
  ///   and column
  public List<Sample.Labelled> read(Path file, Charset encoding) {
    List<Row> rows = rows(file, TextFile.read(file, encoding));
    boolean named = format != Format.LABEL_FIRST && !isNumber(text);
    List<Sample.Labelled> samples = new ArrayList<>();
    int textAt = 1;
    int labelAt = 0;
    if (format != Format.LABEL_FIRST && !rows.isEmpty()) {
      textAt = place(file, rows.getFirst(), text);
      labelAt = place(file, rows.getFirst(), label);
    }
    if (format != Format.LABEL_FIRST) {
      requireSameColumns(file, rows);
    }
    for (Row row : rows.subList(named && !rows.isEmpty() ? 1 : 0, rows.size())) {
      String own = cell(file, row, labelAt, label);
      boolean skipped =
          empty == Empty.SKIP && textAt < row.cells.size() && row.cells.get(textAt).isBlank();
      if (!skipped) {
        samples.add(new Sample.Labelled(new Sample.Text(cell(file, row, textAt, text)), own));
      }
    }
    if (samples.isEmpty()) {
      throw new TextException(file + " has no text; each line needs one and its class");
    }
    return samples;
  }

  /// A comma in a text without quotes would cut it, and make a class of what follows.
  private void requireSameColumns(Path file, List<Row> rows) {
    for (Row row : rows) {
      if (row.cells.size() > rows.getFirst().cells.size()) {
        throw new TextException(
            "%s: line %d: %d columns, the first line has %d; %s"
                .formatted(
                    file,
                    row.line,
                    row.cells.size(),
                    rows.getFirst().cells.size(),
                    format == Format.CSV
                        ? "put a text with commas in quotes"
                        : "a text must not have tabs"));
      }
    }
  }

  private static boolean isNumber(String column) {
    return column.matches("[1-9][0-9]{0,3}");
  }

  private static int place(Path file, Row first, String column) {
    if (isNumber(column)) {
      return Integer.parseInt(column) - 1;
    }
    int at = first.cells.indexOf(column);
    if (at < 0) {
      throw new TextException(
          "%s: the first line names no column \"%s\"; it names %s (without such a line, give numbers from 1 on)"
              .formatted(file, column, first.cells));
    }
    return at;
  }

  private String cell(Path file, Row row, int at, String column) {
    String cell = at < row.cells.size() ? row.cells.get(at).strip() : null;
    if (cell == null || cell.isEmpty()) {
      throw new TextException(
          "%s: line %d, column %s: %s; fill it, or leave the line out"
              .formatted(
                  file,
                  row.line,
                  column,
                  cell == null
                      ? "there are only %d columns, read as %s"
                          .formatted(row.cells.size(), format.name().toLowerCase(Locale.ROOT))
                      : "it is empty"));
    }
    return cell;
  }

  private List<Row> rows(Path file, String content) {
    return format == Format.CSV ? csv(file, content) : lines(content);
  }

  private List<Row> lines(String content) {
    List<Row> rows = new ArrayList<>();
    int number = 0;
    for (String line : content.lines().toList()) {
      number++;
      if (!line.isBlank()) {
        String[] cells =
            format == Format.TSV ? line.split("\t", -1) : line.strip().split("[ \t]+", 2);
        rows.add(new Row(number, Arrays.asList(cells)));
      }
    }
    return rows;
  }

  private static List<Row> csv(Path file, String content) {
    List<Row> rows = new ArrayList<>();
    @Nullable String broken = null;
    try {
      for (CsvRecord record :
          CsvReader.builder()
              .allowMissingFields(true)
              .allowExtraFields(true)
              .ofCsvRecord(content)) {
        rows.add(new Row(record.getStartingLineNumber(), record.getFields()));
      }
    } catch (CsvParseException e) {
      broken = e.getMessage();
    }
    if (broken != null) {
      throw new TextException(file + ": no CSV: " + broken + "; a quote may not be closed");
    }
    return rows;
  }
}
