package dev.sluice.tasks.classify;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.tasks.text.TextException;
import dev.sluice.tasks.text.TextFile;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

  /// A series that is being read.
  private record Growing(String label, List<float[]> steps) {}

  /// All series of a file, in the order of their first rows.
  ///
  /// @throws TextException if it cannot be read, a column is missing, a cell is no number, or a
  ///   series has two classes: with file, line and column
  public List<Sample.Labelled> read(Path file, Charset encoding) {
    Map<String, Growing> found = new LinkedHashMap<>();
    @Nullable String broken = null;
    try {
      List<String> columns = values;
      for (NamedCsvRecord row :
          CsvReader.builder()
              .allowMissingFields(true)
              .allowExtraFields(true)
              .ofNamedCsvRecord(TextFile.read(file, encoding))) {
        FileLine where = new FileLine(file, row.getStartingLineNumber());
        if (found.isEmpty()) {
          columns = columns(new FileLine(file, 1), row.getHeader());
        }
        if (row.getFieldCount() != row.getHeader().size()) {
          throw where.fails(
              "%d columns, the first line names %d"
                  .formatted(row.getFieldCount(), row.getHeader().size()));
        }
        add(where, row, columns, found);
      }
    } catch (CsvParseException e) {
      broken = e.getMessage();
    }
    if (broken != null) {
      throw new TextException(file + ": no CSV: " + broken);
    }
    if (found.isEmpty()) {
      throw new TextException(file + " has no row; each step of a series needs one");
    }
    return found.values().stream().map(SeriesTable::sample).toList();
  }

  private List<String> columns(FileLine where, List<String> header) {
    List<String> wanted = new ArrayList<>(List.of(series, label));
    wanted.addAll(values);
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
    others.removeAll(wanted);
    if (others.isEmpty()) {
      throw where.fails("there is no column of numbers beside " + wanted);
    }
    return others;
  }

  private void add(
      FileLine where, NamedCsvRecord row, List<String> columns, Map<String, Growing> found) {
    String own = cell(where, row, label);
    Growing growing =
        found.computeIfAbsent(cell(where, row, series), key -> new Growing(own, new ArrayList<>()));
    if (!growing.label.equals(own)) {
      throw where.fails(
          "column %s: the class \"%s\" in a series whose first row says \"%s\"; a series has one class"
              .formatted(label, own, growing.label));
    }
    float[] step = new float[columns.size()];
    for (int i = 0; i < step.length; i++) {
      step[i] = number(where, columns.get(i), cell(where, row, columns.get(i)));
    }
    growing.steps.add(step);
  }

  private static String cell(FileLine where, NamedCsvRecord row, String column) {
    String cell = row.findField(column).orElse("").strip();
    if (cell.isEmpty()) {
      throw where.fails("column %s: it is empty; fill it, or leave the row out".formatted(column));
    }
    return cell;
  }

  private static float number(FileLine where, String column, String cell) {
    float value;
    try {
      value = Float.parseFloat(cell);
    } catch (NumberFormatException e) {
      value = Float.NaN;
    }
    if (!Float.isFinite(value)) {
      throw where.fails(
          "column %s: \"%s\" is no finite number; correct it, or name the columns of numbers"
              .formatted(column, cell));
    }
    return value;
  }

  private static Sample.Labelled sample(Growing growing) {
    int width = growing.steps.getFirst().length;
    Tensor x =
        Tensor.of(Shape.of(growing.steps.size(), width), new float[growing.steps.size() * width]);
    for (int t = 0; t < growing.steps.size(); t++) {
      System.arraycopy(growing.steps.get(t), 0, x.data(), t * width, width);
    }
    return new Sample.Labelled(new Sample.Series(x), growing.label);
  }
}
