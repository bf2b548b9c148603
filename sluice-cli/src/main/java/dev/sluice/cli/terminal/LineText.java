package dev.sluice.cli.terminal;

import dev.sluice.tasks.text.TextException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;

/// The text of a line.
public final class LineText {
  private LineText() {}

  /// The line that `lines` is at, without white space around it.
  ///
  /// @throws TextException if it is in another encoding, with the byte
  public static String of(LineReader lines, Charset encoding) {
    ByteBuffer bytes = ByteBuffer.wrap(lines.buffer(), lines.from(), lines.to() - lines.from());
    try {
      return encoding.newDecoder().decode(bytes).toString().strip();
    } catch (CharacterCodingException e) {
      throw new TextException(
          "byte %d is not %s; name the encoding with --encoding"
              .formatted(bytes.position() - lines.from(), encoding),
          e);
    }
  }
}
