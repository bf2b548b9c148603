package dev.sluice.tasks.classify;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.sluice.tasks.classify.FileSeries.Classes;
import dev.sluice.tasks.series.NumberCell;
import dev.sluice.tasks.text.TextException;
import dev.sluice.tasks.text.TextFile;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads series with their classes from a table, CSV with names in the first line: a row for each
/// step, the steps of a series in their order.
///
/// ```
/// walk,x,y,gait
/// a,0.5,1,slow
/// a,0.25,-1,slow
/// b,2,0,fast
/// ```
///
/// @param series the column that says which series a row belongs to
/// @param values the columns of the numbers; none for all others
/// @param label the column of the class, the same in all rows of a series
public record SeriesTable(String series, List<String> values, String label) {
  /// Copies the list.
  public SeriesTable {
    values = List.copyOf(values);
  }

  /// All series of a file, in the order of their first rows.
  ///
  /// @throws TextException if it cannot be read, a column is missing, a cell is no number, or a
  ///   series has two classes: with file, line and column
  public List<Sample.Labelled> read(Path file, Charset encoding) {
    return GrowingSeries.labelled(
        series(file.toString(), TextFile.read(file, encoding), Classes.NEEDED));
  }

  /// The series of a table one by one, in the order of their first rows.
  ///
  /// @param source what the table is called in messages
  /// @param text of the table
  /// @throws TextException if it is no CSV, has no row, or a column is missing: with source and
  ///   line
  public List<FileSeries> series(String source, String text, Classes classes) {
    Map<String, GrowingSeries> found = new LinkedHashMap<>();
    List<String> columns = values;
    try {
      for (NamedCsvRecord row : rows(text)) {
        if (found.isEmpty()) {
          columns = columns(new FileLine(source, 1), row.getHeader(), classes);
        }
        add(new FileLine(source, row.getStartingLineNumber()), row, columns, classes, found);
      }
    } catch (CsvParseException e) {
      throw noCsv(source, e);
    }
    if (found.isEmpty()) {
      throw empty(source);
    }
    return found.values().stream().map(GrowingSeries::finish).toList();
  }

  /// The same with its columns of numbers named, so that other tables are read alike.
  ///
  /// @param source what the table is called in messages
  /// @param text of the table
  /// @throws TextException if it is no CSV, has no row, or a column is missing: with source and
  ///   line
  public SeriesTable named(String source, String text) {
    Optional<List<String>> header;
    try {
      header = rows(text).stream().findFirst().map(NamedCsvRecord::getHeader);
    } catch (CsvParseException e) {
      throw noCsv(source, e);
    }
    return new SeriesTable(
        series,
        columns(new FileLine(source, 1), header.orElseThrow(() -> empty(source)), Classes.NEEDED),
        label);
  }

  private static CsvReader<NamedCsvRecord> rows(String text) {
    return CsvReader.builder()
        .allowMissingFields(true)
        .allowExtraFields(true)
        .ofNamedCsvRecord(text);
  }

  private static TextException noCsv(String source, CsvParseException e) {
    return new TextException(source + ": no CSV: " + e.getMessage(), e);
  }

  private static TextException empty(String source) {
    return new TextException(source + " has no row; each step of a series needs one");
  }

  private List<String> columns(FileLine where, List<String> header, Classes classes) {
    List<String> wanted = new ArrayList<>(values);
    wanted.add(series);
    if (classes == Classes.NEEDED) {
      wanted.add(label);
    }
    for (String column : wanted) {
      if (!header.contains(column)) {
        throw where.fails(
            "there is no column \"%s\"; the columns are %s".formatted(column, header));
      }
    }
    if (!values.isEmpty()) {
      return values;
    }
    List<String> others = new ArrayList<>(header);
    others.removeAll(List.of(series, label));
    if (others.isEmpty()) {
      throw where.fails("there is no column of numbers beside " + header);
    }
    return others;
  }

  private void add(
      FileLine where,
      NamedCsvRecord row,
      List<String> columns,
      Classes classes,
      Map<String, GrowingSeries> found) {
    String key = row.findField(series).orElse("").strip();
    GrowingSeries growing = found.computeIfAbsent(key, name -> new GrowingSeries(name, where));
    if (growing.isBroken()) {
      return;
    }
    try {
      if (row.getFieldCount() != row.getHeader().size()) {
        throw where.fails(
            "%d columns, the first line names %d"
                .formatted(row.getFieldCount(), row.getHeader().size()));
      }
      cell(where, row, series);
      if (classes == Classes.NEEDED) {
        growing.label(where, label, cell(where, row, label));
      }
      float[] step = new float[columns.size()];
      for (int i = 0; i < step.length; i++) {
        step[i] = number(where, columns.get(i), cell(where, row, columns.get(i)));
      }
      growing.step(step);
    } catch (TextException e) {
      growing.breaks(e);
    }
  }

  private static String cell(FileLine where, NamedCsvRecord row, String column) {
    String cell = row.findField(column).orElse("").strip();
    if (cell.isEmpty()) {
      throw where.fails("column %s: it is empty; fill it, or leave the row out".formatted(column));
    }
    return cell;
  }

  private static float number(FileLine where, String column, String cell) {
    return switch (NumberCell.of(cell)) {
      case NumberCell.Value value when Float.isFinite(value.asFloat()) -> value.asFloat();
      case NumberCell.Refused refused ->
          throw where.fails(
              "column %s: \"%s\" %s"
                  .formatted(
                      column,
                      cell,
                      refused.sentence("correct it, or name the columns of numbers")));
      default ->
          throw where.fails(
              "column %s: \"%s\" is no finite number; correct it, or name the columns of numbers"
                  .formatted(column, cell));
    };
  }
}
