package dev.sluice.tasks.series;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A CSV file with a series in each line: its name, then its values, oldest first, without times;
/// lines of shorter series end in blank cells.
///
/// ```
/// "V1","V2","V3","V4"
/// "H1","605","586","586"
/// "H2","3124",,
/// ```
public final class WideCsv {
  private WideCsv() {}

  /// The series by name, in the order of the file. The first line is a header; what it says is not
  /// looked at.
  ///
  /// @param file UTF-8
  /// @throws CsvException if the content is something else, with file, line and column
  /// @throws java.io.UncheckedIOException if the file cannot be read
  public static Map<String, double[]> read(Path file) {
    return CsvRecords.ofFile(file, WideCsv::read);
  }

  private static Map<String, double[]> read(InputStream in, String source) throws IOException {
    var records = new CsvRecords(in, source);
    if (records.hasNext()) {
      records.next();
    }
    Map<String, double[]> series = new LinkedHashMap<>();
    while (records.hasNext()) {
      CsvRecord record = records.next();
      String name = record.getField(0).strip();
      long line = record.getStartingLineNumber();
      if (name.isEmpty()) {
        throw new CsvException(source, line, 1, "is blank; every line begins with a name");
      }
      if (series.put(name, values(source, line, record.getFields())) != null) {
        throw new CsvException(source, line, 1, "series " + name + " has a line already");
      }
    }
    if (series.isEmpty()) {
      throw new CsvException(source, 0, 0, "holds no series; each has a line below the header");
    }
    return series;
  }

  private static double[] values(String source, long line, List<String> cells) {
    List<Double> values = new ArrayList<>();
    for (int i = 1; i < cells.size(); i++) {
      double value = number(source, line, i + 1, cells.get(i));
      boolean goesOn = values.size() == i - 1;
      if (!Double.isNaN(value) && !goesOn) {
        throw new CsvException(
            source, line, values.size() + 2, "is blank, but values follow; fill it in");
      }
      if (!Double.isNaN(value)) {
        values.add(value);
      }
    }
    if (values.isEmpty()) {
      throw new CsvException(source, line, 0, "series " + cells.getFirst() + " has no value");
    }
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double number(String source, long line, int column, String cell) {
    try {
      return CsvCells.number(cell);
    } catch (CsvCells.Refusal e) {
      throw new CsvException(source, line, column, "\"" + cell + "\" " + e.reason());
    }
  }
}
