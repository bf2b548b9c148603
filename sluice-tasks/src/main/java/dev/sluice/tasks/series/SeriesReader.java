package dev.sluice.tasks.series;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;

/// Reads a [Series] from CSV: finds the lines, leaves their meaning to [SeriesBuilder].
final class SeriesReader {
  private static final byte[] UTF_8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private SeriesReader() {}

  static Series read(Path path, CsvColumns columns) {
    if (Files.isDirectory(path)) {
      throw new CsvException(path.toString(), 0, 0, "is a directory; name a CSV file in it");
    }
    try (InputStream in = Files.newInputStream(path)) {
      return read(in, path.toString(), columns);
    } catch (NoSuchFileException e) {
      throw new UncheckedIOException(path + ": there is no such file", e);
    } catch (AccessDeniedException e) {
      throw new UncheckedIOException(path + ": may not be read; check its permissions", e);
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  static Series read(InputStream in, String source, CsvColumns columns) throws IOException {
    long line = 0; // of the last whole record
    try {
      Iterator<CsvRecord> records = records(new CsvText(text(in, source), source));
      if (!records.hasNext()) {
        throw new CsvException(source, 0, 0, "the file is empty; its first line names the columns");
      }
      CsvRecord names = records.next();
      var header = new CsvHeader(source, names.getStartingLineNumber(), names.getFields());
      var builder = new SeriesBuilder(source, header, columns);
      while (records.hasNext()) {
        CsvRecord row = records.next();
        builder.add(new SeriesBuilder.Row(row.getStartingLineNumber(), row.getFields()));
        line = row.getStartingLineNumber();
      }
      return builder.build();
    } catch (CsvParseException e) {
      Throwable cause = e.getCause();
      if (cause instanceof CsvException refused) {
        throw refused;
      }
      String why = cause == null ? e.getMessage() : cause.getMessage();
      throw new CsvException(source, line + 1, 0, "not a CSV record: " + why);
    } catch (UncheckedIOException e) {
      throw e.getCause();
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

  /// The bytes behind the mark of UTF-8, if there is one; what begins as another kind of file is
  /// refused.
  private static InputStream text(InputStream in, String source) throws IOException {
    var buffered = new BufferedInputStream(in);
    buffered.mark(UTF_8_MARK.length);
    byte[] head = buffered.readNBytes(UTF_8_MARK.length);
    if (Arrays.equals(head, UTF_8_MARK)) {
      return buffered;
    }
    buffered.reset();
    if (head.length > 1) {
      String other =
          switch ((head[0] & 0xFF) << 8 | head[1] & 0xFF) {
            case 0xFEFF, 0xFFFE -> "is UTF-16; save it as UTF-8";
            case 0x504B -> "is a zip archive, perhaps a spreadsheet; save it as CSV in UTF-8";
            case 0x1F8B -> "is compressed by gzip; unpack it";
            default -> "";
          };
      if (!other.isEmpty()) {
        throw new CsvException(source, 1, 0, other);
      }
    }
    return buffered;
  }
}
