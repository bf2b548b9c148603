package dev.sluice.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// A WAV file of each kind that is read.
final class WavSeeds {
  private static final int PCM = 1;
  private static final int FLOATS = 3;
  private static final int EXTENSIBLE = 0xFFFE;
  private static final int SAMPLES = 12;

  private WavSeeds() {}

  static Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int bits : new int[] {8, 16, 24, 32}) {
      files.put("pcm-" + bits, file(plain(PCM, 1, bits), data(bits)));
    }
    files.put("floats-32", file(plain(FLOATS, 2, 32), data(32)));
    files.put("floats-64", file(plain(FLOATS, 1, 64), data(64)));
    files.put("extensible", file(extensible(16), data(16)));
    files.put("list", file(chunk("LIST", new byte[7]), plain(PCM, 2, 16), data(16)));
    return files;
  }

  private static byte[] file(byte[]... chunks) {
    ByteBuffer all = little(1 << 12).put("WAVE".getBytes(StandardCharsets.US_ASCII));
    for (byte[] chunk : chunks) {
      all.put(chunk);
    }
    byte[] content = new byte[all.position()];
    all.get(0, content);
    return chunk("RIFF", content);
  }

  private static byte[] plain(int codec, int channels, int bits) {
    int frame = channels * bits / 8;
    return chunk(
        "fmt ",
        little(16)
            .putShort((short) codec)
            .putShort((short) channels)
            .putInt(8000)
            .putInt(8000 * frame)
            .putShort((short) frame)
            .putShort((short) bits)
            .array());
  }

  private static byte[] extensible(int bits) {
    ByteBuffer format = little(40).put(plain(EXTENSIBLE, 1, bits), 8, 16);
    format.putShort((short) 22).putShort((short) bits).putInt(0);
    format.putInt(PCM).putInt(0x0010_0000).putLong(0x719B_3800_AA00_0080L);
    return chunk("fmt ", format.array());
  }

  private static byte[] data(int bits) {
    ByteBuffer samples = little(SAMPLES * bits / 8);
    for (int i = 0; i < SAMPLES; i++) {
      switch (bits) {
        case 32 -> samples.putFloat(i / 16f);
        case 64 -> samples.putDouble(i / 16.0);
        default -> samples.put(new byte[bits / 8]);
      }
    }
    return chunk("data", samples.array());
  }

  private static byte[] chunk(String id, byte... content) {
    return little(8 + content.length + content.length % 2)
        .put(id.getBytes(StandardCharsets.US_ASCII))
        .putInt(content.length)
        .put(content)
        .array();
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
