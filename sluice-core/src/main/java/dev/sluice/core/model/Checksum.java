package dev.sluice.core.model;

import java.util.HexFormat;
import java.util.zip.CRC32C;

/// CRC32C (Castagnoli) as eight lower-case hexadecimal digits.
final class Checksum {
  private Checksum() {}

  static String hex(int crc) {
    return HexFormat.of().toHexDigits(crc);
  }

  static String hex(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return hex((int) crc.getValue());
  }

  static boolean isHex(String text) {
    return text.matches("[0-9a-f]{8}");
  }
}
