package dev.sluice.tasks.text;

import java.nio.charset.StandardCharsets;

/// Bytes as printable characters, as GPT-2's vocabulary writes them (Radford et al. 2019): those
/// that are printable in Latin-1 stand for themselves, the others for U+0100 and on.
final class ByteAlphabet {
  private static final char[] CHARS = new char[256];
  private static final int[] BYTES = new int[512];

  static {
    java.util.Arrays.fill(BYTES, -1);
    char next = 0x100;
    for (int b = 0; b < 256; b++) {
      boolean printable = b >= '!' && b <= '~' || b >= 0xA1 && b <= 0xAC || b >= 0xAE;
      CHARS[b] = printable ? (char) b : next++;
      BYTES[CHARS[b]] = b;
    }
  }

  private ByteAlphabet() {}

  static char character(int b) {
    return CHARS[b & 0xFF];
  }

  /// The UTF-8 bytes of a text, each as a character.
  static String written(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    StringBuilder out = new StringBuilder(bytes.length);
    for (byte b : bytes) {
      out.append(character(b));
    }
    return out.toString();
  }

  /// The bytes that characters stand for.
  ///
  /// @throws IllegalArgumentException if one stands for none
  static byte[] bytes(String written) {
    byte[] bytes = new byte[written.length()];
    for (int i = 0; i < bytes.length; i++) {
      char c = written.charAt(i);
      int b = c < BYTES.length ? BYTES[c] : -1;
      if (b < 0) {
        throw new IllegalArgumentException(
            "U+%04X in \"%s\" stands for no byte".formatted((int) c, written));
      }
      bytes[i] = (byte) b;
    }
    return bytes;
  }
}
