package dev.sluice.formats.npy;

import dev.sluice.core.model.AtomicFiles;
import dev.sluice.core.model.Overwrite;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.Source;
import dev.sluice.formats.zip.ZipEntries;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Arrays by name: a zip of `.npy` files, stored or deflated, read in memory.
public final class Npz {
  private static final String EXTENSION = ".npy";

  private Npz() {}

  /// Reads a file.
  ///
  /// @return the arrays by name, without `.npy`, in the file's order
  /// @throws FormatException if it is damaged, inflates to more than four times its size, or holds
  ///   objects or records
  public static Map<String, Tensor> read(Path path) {
    return read(Source.read(path));
  }

  /// Reads a file from bytes.
  ///
  /// @throws FormatException as [#read(Path)]
  public static Map<String, Tensor> read(Source source) {
    Map<String, Tensor> arrays = new LinkedHashMap<>();
    for (ZipEntries.Entry entry : ZipEntries.of(source)) {
      if (!entry.name().endsWith(EXTENSION)) {
        throw source.error(entry.offset(), "\"" + entry.name() + "\" is no .npy file");
      }
      String name = entry.name().substring(0, entry.name().length() - EXTENSION.length());
      ZipEntries.Content content = ZipEntries.content(source, entry);
      Tensor tensor = Npy.read(content.source(), content.begin(), content.end());
      if (arrays.put(name, tensor) != null) {
        throw source.error(entry.offset(), "a second array \"" + name + "\"; the file is damaged");
      }
    }
    return arrays;
  }

  /// Writes a file, whole or not at all; arrays are stored, not deflated, as `numpy.savez` does.
  public static void write(Path path, Map<String, Tensor> arrays, Overwrite overwrite) {
    AtomicFiles.write(path, overwrite, write(arrays));
  }

  /// The bytes of a file.
  public static byte[] write(Map<String, Tensor> arrays) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, Tensor> array : arrays.entrySet()) {
        byte[] bytes = Npy.write(array.getValue());
        CRC32 crc = new CRC32();
        crc.update(bytes);
        ZipEntry entry = new ZipEntry(array.getKey() + EXTENSION);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // into memory: cannot happen
    }
    return out.toByteArray();
  }
}
