package dev.sluice.tasks.series;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;

/// Reads a [Series] from CSV: finds the lines, leaves their meaning to [SeriesBuilder].
final class SeriesReader {
  private static final int BOM = 0xFEFF;

  private SeriesReader() {}

  static Series read(Path path, CsvColumns columns) {
    try (InputStream in = Files.newInputStream(path)) {
      return read(in, path.toString(), columns);
    } catch (NoSuchFileException e) {
      throw new UncheckedIOException(path + ": there is no such file", e);
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  static Series read(InputStream in, String source, CsvColumns columns) throws IOException {
    // A new decoder reports malformed bytes; a charset alone would replace them.
    var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
    long line = 1;
    try {
      skipByteOrderMark(reader);
      Iterator<CsvRecord> records = records(reader);
      if (!records.hasNext()) {
        throw new CsvException(source, 0, 0, "the file is empty; its first line names the columns");
      }
      var header = new CsvHeader(source, records.next());
      var builder = new SeriesBuilder(source, header, columns);
      while (records.hasNext()) {
        CsvRecord row = records.next();
        builder.add(row);
        line = row.getStartingLineNumber();
      }
      return builder.build();
    } catch (CharacterCodingException e) {
      throw notUtf8(source, line);
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof CharacterCodingException) {
        throw notUtf8(source, line);
      }
      throw e;
    } catch (CsvParseException e) {
      throw new CsvException(source, line + 1, 0, "not a CSV record: " + e.getMessage());
    }
  }

  private static Iterator<CsvRecord> records(Reader reader) {
    return CsvReader.builder()
        .extraFieldStrategy(
            FieldMismatchStrategy.IGNORE) // counted by SeriesBuilder, which names the line
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .ofCsvRecord(reader)
        .iterator();
  }

  private static void skipByteOrderMark(BufferedReader reader) throws IOException {
    reader.mark(1);
    if (reader.read() != BOM) {
      reader.reset();
    }
  }

  private static CsvException notUtf8(String source, long line) {
    return new CsvException(
        source, 0, 0, "not UTF-8 (somewhere after line " + line + "); convert the file to UTF-8");
  }
}
