package dev.sluice.tasks.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/// Reads texts strictly: what is not in the encoding is refused, never replaced.
public final class TextFile {
  private static final int MOST_BYTES = 1 << 30;

  private TextFile() {}

  /// The whole text of a file, which may be packed (`.gz`), without a byte order mark; lines end as
  /// they do there.
  ///
  /// @throws TextException if it cannot be read, has more than 1 GiB, or is not in the encoding:
  ///   with the line and the byte
  public static String read(Path path, Charset encoding) {
    try {
      long size = Files.size(path);
      if (size > MOST_BYTES) {
        throw new TextException(
            path + " has " + size + " bytes; at most " + MOST_BYTES + " are read");
      }
      return decode(path.toString(), bytes(path), encoding);
    } catch (NoSuchFileException e) {
      throw new TextException(path + ": there is no such file; check the path", e);
    } catch (IOException e) {
      throw new TextException(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /// The whole text of a stream, as that of a file.
  ///
  /// @param name of the stream in messages
  /// @throws TextException if it has more than 1 GiB, or is not in the encoding: with the line and
  ///   the byte
  /// @throws IOException if it cannot be read
  public static String read(InputStream in, String name, Charset encoding) throws IOException {
    byte[] bytes = in.readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw new TextException(name + " has more than the " + MOST_BYTES + " bytes read");
    }
    return decode(name, bytes, encoding);
  }

  /// Unpacked where the name ends with `.gz`.
  private static byte[] bytes(Path path) throws IOException {
    if (!path.toString().endsWith(".gz")) {
      return Files.readAllBytes(path);
    }
    try (InputStream in = new GZIPInputStream(Files.newInputStream(path))) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new TextException(path + " unpacks to more than the " + MOST_BYTES + " bytes read");
      }
      return bytes;
    }
  }

  static String decode(String name, byte[] bytes, Charset encoding) {
    CharsetDecoder decoder =
        encoding
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out =
        CharBuffer.allocate(
            Math.toIntExact((long) Math.ceil(bytes.length * (double) decoder.maxCharsPerByte())));
    CoderResult result = decoder.decode(in, out, true);
    if (!result.isError()) {
      result = decoder.flush(out);
    }
    out.flip();
    if (result.isError()) {
      int line = 1 + (int) out.chars().filter(c -> c == '\n').count();
      String cure =
          encoding.equals(StandardCharsets.UTF_8)
              ? "save it as UTF-8, or name its encoding"
              : "name its encoding";
      throw new TextException(
          "%s: line %d, byte %d (0x%02X) is not %s; %s"
              .formatted(name, line, in.position(), bytes[in.position()] & 0xFF, encoding, cure));
    }
    boolean marked = out.hasRemaining() && out.get(0) == '\uFEFF';
    return (marked ? out.slice(1, out.remaining() - 1) : out).toString();
  }
}
