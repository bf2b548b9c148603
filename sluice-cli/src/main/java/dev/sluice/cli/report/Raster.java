package dev.sluice.cli.report;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// Numbers as a picture in shades of grey, a point for each: PNG (ISO/IEC 15948), as a page can
/// hold it within itself.
///
/// ```
/// signature ─► IHDR width, height, 8 bits of grey ─► IDAT rows, each behind its filter 0, deflated ─► IEND
/// ```
final class Raster {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int HEADER = 13;

  private Raster() {}

  /// The picture as the address of an image.
  ///
  /// @param rows `[height][width]`, the topmost first
  /// @param black the value of black; beyond it too
  /// @param white the value of white; beyond it too
  static String image(float[][] rows, float black, float white) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png(rows, black, white));
  }

  static byte[] png(float[][] rows, float black, float white) {
    int width = rows[0].length;
    byte[] shades = new byte[rows.length * (width + 1)];
    for (int y = 0; y < rows.length; y++) {
      for (int x = 0; x < width; x++) {
        float share = (rows[y][x] - black) / (white - black);
        shades[y * (width + 1) + 1 + x] = (byte) Math.round(255 * Math.clamp(share, 0f, 1f));
      }
    }
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    header.putInt(width).putInt(rows.length).put(new byte[] {8, 0, 0, 0, 0});
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(SIGNATURE);
    chunk(out, "IHDR", header.array());
    chunk(out, "IDAT", deflated(shades));
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  private static byte[] deflated(byte[] bytes) {
    try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION)) {
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[1 << 13];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    }
  }

  private static void chunk(ByteArrayOutputStream out, String name, byte[] content) {
    byte[] type = name.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(type);
    crc.update(content);
    out.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
    out.writeBytes(type);
    out.writeBytes(content);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }
}
