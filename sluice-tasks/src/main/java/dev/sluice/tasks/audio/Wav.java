package dev.sluice.tasks.audio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Reads and writes WAV files (Microsoft and IBM 1991, "Multimedia programming interface and data
/// specifications 1.0"; the extensible form of 2001).
///
/// | read | as |
/// |---|---|
/// | PCM of 8 bits, without sign | `(b − 128) / 128` |
/// | PCM of 16, 24, 32 bits | `b / 2¹⁵`, `b / 2²³`, `b / 2³¹` |
/// | IEEE floats of 32, 64 bits | as they are |
///
/// Several channels become their mean. Rates lie in [1000, 384000] Hz. Chunks other than `fmt ` and
/// `data` are skipped, and so is what follows the latter.
///
/// A size in a header that goes beyond the file means that the file was cut off, and is refused.
/// Two values are no sizes but what programs leave there that write to a pipe and cannot go back:
/// `FFFFFFFF`, and 0 in a `data` chunk, if the whole file's size says the same. They mean "to the
/// end"; bytes there that do not fill a frame are left out, as the stream was cut anywhere.
public final class Wav {
  private static final int MOST_BYTES = 1 << 30;

  private Wav() {}

  /// The sound in a file that somebody named.
  ///
  /// @throws AudioException as with a path, and if the name is none that files have here
  public static Sound read(String name) {
    return read(Path.of(""), name);
  }

  /// As [#read(String)], of a name in a list of recordings.
  ///
  /// @param folder where relative names begin
  public static Sound read(Path folder, String name) {
    Path path;
    try {
      path = folder.resolve(name);
    } catch (InvalidPathException e) {
      throw new AudioException(
          "\"%s\" is no path of a file: %s; correct it"
              .formatted(name.replaceAll("\\p{Cntrl}", "?"), e.getReason()),
          e);
    }
    return read(path);
  }

  /// The sound in a file.
  ///
  /// @throws AudioException if it cannot be read, has more than 1 GiB or no samples, or is not such
  ///   a WAV file
  public static Sound read(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      // Not the size that the file says: pipes say 0.
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new AudioException(
            path + " has more than the " + MOST_BYTES + " bytes read; cut it into pieces");
      }
      return read(bytes, path.toString());
    } catch (NoSuchFileException e) {
      throw new AudioException(path + ": there is no such file; check the path", e);
    } catch (IOException e) {
      throw new AudioException(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /// The sound in the bytes of a file.
  ///
  /// @param name of the file in messages
  /// @throws AudioException as with a file
  public static Sound read(byte[] bytes, String name) {
    WavChunks chunks = WavChunks.of(bytes, name);
    return WavSamples.read(chunks.format(), chunks.data(), name);
  }

  /// Writes 16-bit PCM, whole or not at all: to a new file beside it, which then takes its place.
  ///
  /// Values are rounded to multiples of 2⁻¹⁵; 1, for which there is none, becomes the largest.
  ///
  /// @throws AudioException if a sample lies beyond ±1, there are none or more than 1 GiB, or the
  ///   file cannot be written
  public static void write(Path path, Sound sound) {
    WavWriter.write(path, sound, MOST_BYTES);
  }
}
