package dev.sluice.tasks.series;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.function.Supplier;

/// The records of a CSV file in UTF-8, one after the other; how many fields each has is for the
/// caller to look at.
final class CsvRecords {
  private static final byte[] UTF_8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final String source;
  private final Iterator<CsvRecord> records;
  private long line; // of the last whole record

  CsvRecords(InputStream in, String source) throws IOException {
    this.source = source;
    var text = new CsvText(text(in, source), source);
    records =
        attempt(() ->
            CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)
                .iterator());
  }

  /// Makes something of a stream of bytes.
  interface Reading<T> {
    T read(InputStream in, String source) throws IOException;
  }

  /// What is made of a file.
  ///
  /// @throws CsvException if it is a directory
  /// @throws UncheckedIOException if it cannot be read, in a sentence
  static <T> T ofFile(Path path, Reading<T> reading) {
    if (Files.isDirectory(path)) {
      throw new CsvException(path.toString(), 0, 0, "is a directory; name a CSV file in it");
    }
    try (InputStream in = Files.newInputStream(path)) {
      return reading.read(in, path.toString());
    } catch (NoSuchFileException e) {
      throw new UncheckedIOException(path + ": there is no such file", e);
    } catch (AccessDeniedException e) {
      throw new UncheckedIOException(path + ": may not be read; check its permissions", e);
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /// @throws CsvException if what follows is no CSV
  boolean hasNext() throws IOException {
    return attempt(records::hasNext);
  }

  /// @throws CsvException if what follows is no CSV
  CsvRecord next() throws IOException {
    CsvRecord record = attempt(records::next);
    line = record.getStartingLineNumber();
    return record;
  }

  private <T> T attempt(Supplier<T> step) throws IOException {
    try {
      return step.get();
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
