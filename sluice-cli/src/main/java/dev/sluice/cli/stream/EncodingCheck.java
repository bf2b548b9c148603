package dev.sluice.cli.stream;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/// Sees that a line is UTF-8. The parser would take overlong forms, and other encodings from the
/// zeros among their first bytes.
final class EncodingCheck {
  private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
  private final CharBuffer decoded = CharBuffer.allocate(1024);

  /// @throws BadEvent if the bytes from `from` to `to` are not UTF-8
  void check(byte[] bytes, int from, int to) {
    int signs = 0;
    for (int i = from; i < to; i++) {
      signs |= bytes[i];
    }
    for (int i = from; i < Math.min(from + 4, to); i++) {
      if (bytes[i] == 0) {
        throw new BadEvent(i - from + 1, "a zero byte, so it is not UTF-8; convert it to UTF-8");
      }
    }
    if (signs < 0) {
      checkUtf8(bytes, from, to);
    }
  }

  private void checkUtf8(byte[] bytes, int from, int to) {
    ByteBuffer in = ByteBuffer.wrap(bytes, from, to - from);
    utf8.reset();
    while (true) {
      decoded.clear();
      var result = utf8.decode(in, decoded, true);
      if (result.isError()) {
        int at = in.position();
        throw new BadEvent(
            at - from + 1, "byte 0x%02x is not UTF-8; convert it to UTF-8".formatted(bytes[at]));
      }
      if (result.isUnderflow()) {
        return;
      }
    }
  }
}
