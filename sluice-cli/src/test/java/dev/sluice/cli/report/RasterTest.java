package dev.sluice.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

class RasterTest {
  /// Reads the chunks, whose checksums must be right.
  private static Map<String, byte[]> chunks(byte[] png) {
    ByteBuffer in = ByteBuffer.wrap(png).position(8);
    Map<String, byte[]> chunks = new HashMap<>();
    while (in.hasRemaining()) {
      byte[] content = new byte[in.getInt()];
      byte[] type = new byte[4];
      in.get(type).get(content);
      CRC32 crc = new CRC32();
      crc.update(type);
      crc.update(content);
      assertThat(in.getInt()).isEqualTo((int) crc.getValue());
      chunks.put(new String(type, StandardCharsets.US_ASCII), content);
    }
    return chunks;
  }

  @Test
  void pointsAreShadesFromBlackToWhite() throws DataFormatException {
    float[][] rows = {{-1, 0, 0.5f}, {1, 2, 0.25f}};
    Map<String, byte[]> chunks = chunks(Raster.png(rows, 0, 1));
    ByteBuffer header = ByteBuffer.wrap(chunks.get("IHDR"));
    assertThat(header.getInt()).isEqualTo(3);
    assertThat(header.getInt()).isEqualTo(2);
    assertThat(header.get()).isEqualTo((byte) 8);
    try (Inflater inflater = new Inflater()) {
      inflater.setInput(chunks.get("IDAT"));
      byte[] points = new byte[20];
      assertThat(inflater.inflate(points)).isEqualTo(8);
      assertThat(points)
          .startsWith((byte) 0, (byte) 0, (byte) 0, (byte) 128)
          .containsSequence((byte) 0, (byte) 255, (byte) 255, (byte) 64);
    }
    assertThat(chunks.get("IEND")).isEmpty();
  }
}
