package dev.sluice.tasks.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Text from bytes that come in pieces: a character is given when its last byte is there; what is
/// no UTF-8 becomes a replacement character.
final class Utf8Reader {
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private byte[] waiting = new byte[0];

  String next(byte[] bytes) {
    byte[] all = java.util.Arrays.copyOf(waiting, waiting.length + bytes.length);
    System.arraycopy(bytes, 0, all, waiting.length, bytes.length);
    ByteBuffer in = ByteBuffer.wrap(all);
    CharBuffer out = CharBuffer.allocate(all.length);
    decoder.reset();
    decoder.decode(in, out, false);
    waiting = java.util.Arrays.copyOfRange(all, in.position(), all.length);
    return out.flip().toString();
  }
}
