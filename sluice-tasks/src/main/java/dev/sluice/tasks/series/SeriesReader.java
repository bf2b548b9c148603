package dev.sluice.tasks.series;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/// Reads a [Series] from CSV: finds the lines, leaves their meaning to [SeriesBuilder].
final class SeriesReader {
  private SeriesReader() {}

  static Series read(Path path, CsvColumns columns) {
    return CsvRecords.ofFile(path, (in, source) -> read(in, source, columns));
  }

  static Series read(InputStream in, String source, CsvColumns columns) throws IOException {
    var records = new CsvRecords(in, source);
    if (!records.hasNext()) {
      throw new CsvException(source, 0, 0, "the file is empty; its first line names the columns");
    }
    CsvRecord names = records.next();
    var header = new CsvHeader(source, names.getStartingLineNumber(), names.getFields());
    var builder = new SeriesBuilder(source, header, columns);
    while (records.hasNext()) {
      CsvRecord row = records.next();
      builder.add(new SeriesBuilder.Row(row.getStartingLineNumber(), row.getFields()));
    }
    return builder.build();
  }
}
