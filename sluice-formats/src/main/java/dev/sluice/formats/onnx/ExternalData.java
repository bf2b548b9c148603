package dev.sluice.formats.onnx;

import dev.sluice.formats.FormatException;
import dev.sluice.formats.Source;
import dev.sluice.formats.wire.ProtoReader.Stretch;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Tensors that a model keeps in other files: refused, unless the caller allows files beside it.
public final class ExternalData {
  private final Map<String, Source> opened = new HashMap<>();
  private final Place place;
  private final Path folder;

  private enum Place {
    NOWHERE,
    FOLDER
  }

  private ExternalData(Place place, Path folder) {
    this.place = place;
    this.folder = folder;
  }

  /// None is read.
  public static ExternalData refused() {
    return new ExternalData(Place.NOWHERE, Path.of(""));
  }

  /// Files in this folder or below it are read; names that lead out of it, by `..` or by links, are
  /// refused.
  public static ExternalData inside(Path folder) {
    return new ExternalData(Place.FOLDER, folder);
  }

  /// Bytes of some file.
  record Piece(Source source, Stretch stretch) {}

  Piece find(Source model, int offset, String tensor, Map<String, String> entries) {
    String location = entries.getOrDefault("location", "");
    String what = "tensor \"" + tensor + "\" is in another file, \"" + location + "\"";
    if (place == Place.NOWHERE) {
      throw model.error(
          offset, what + "; allow files in the model's folder, if you trust it, or embed the data");
    }
    Source source =
        opened.computeIfAbsent(location, name -> Source.read(confined(model, offset, what, name)));
    long begin = number(model, offset, what, entries, "offset", 0);
    long length = number(model, offset, what, entries, "length", source.bytes().length - begin);
    if (begin > source.bytes().length || length > source.bytes().length - begin) {
      throw model.error(
          offset,
          "%s, bytes %d to %d, of which there are %d; copy that file again"
              .formatted(what, begin, begin + length, source.bytes().length));
    }
    return new Piece(source, new Stretch((int) begin, (int) (begin + length)));
  }

  private Path confined(Source model, int offset, String what, String name) {
    try {
      Path root = folder.toRealPath();
      Path file = root.resolve(name);
      if (!name.isEmpty() && file.normalize().startsWith(root)) {
        Path real = file.toRealPath();
        if (real.startsWith(root)) {
          return real;
        }
      }
    } catch (InvalidPathException e) {
      throw model.error(offset, what + ", which is no file name: " + e.getReason());
    } catch (IOException e) {
      throw new FormatException(
          model.name() + ": " + what + ", which cannot be read: " + e.getMessage(), e);
    }
    throw model.error(offset, what + ", outside of the model's folder; that is refused");
  }

  private static long number(
      Source model,
      int offset,
      String what,
      Map<String, String> entries,
      String key,
      long otherwise) {
    String text = entries.get(key);
    if (text == null) {
      return otherwise;
    }
    try {
      long value = Long.parseLong(text);
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw model.error(offset, what + ", with " + key + " \"" + text + "\", which is no number");
    }
    throw model.error(offset, what + ", with a negative " + key);
  }
}
