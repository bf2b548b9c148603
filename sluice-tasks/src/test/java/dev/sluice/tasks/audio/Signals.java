package dev.sluice.tasks.audio;

import dev.sluice.core.tensor.Seed;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Sounds and files that tests are about.
final class Signals {
  private Signals() {}

  /// The signal of `record_audio_features.py`.
  static Sound chirp(int length, int rate) {
    float[] samples = new float[length];
    long noise = 12345;
    for (int n = 0; n < length; n++) {
      noise = (1103515245 * noise + 12345) % (1L << 31);
      double seconds = (double) n / rate;
      double tone =
          StrictMath.sin(
              2 * StrictMath.PI * (100 * seconds + 0.5 * (0.45 * rate / 0.2) * seconds * seconds));
      double value = StrictMath.floor(12000 * tone + 1000 * (noise * 0x1p-30 - 1) + 0.5);
      samples[n] = (float) (value / 32768);
    }
    return Sound.of(samples, rate);
  }

  static Sound tone(double hertz, double level, int length, int rate) {
    float[] samples = new float[length];
    for (int n = 0; n < length; n++) {
      samples[n] = (float) (level * StrictMath.sin(2 * StrictMath.PI * hertz * n / rate));
    }
    return Sound.of(samples, rate);
  }

  static Sound noise(int length, int rate, long seed) {
    float[] samples = new float[length];
    for (int n = 0; n < length; n++) {
      samples[n] = Seed.of(seed).uniform(n) - 0.5f;
    }
    return Sound.of(samples, rate);
  }

  /// A file of chunks, with the right sizes.
  static byte[] riff(byte[]... chunks) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes("WAVE".getBytes(StandardCharsets.US_ASCII));
    for (byte[] chunk : chunks) {
      all.writeBytes(chunk);
    }
    return chunk("RIFF", all.toByteArray());
  }

  static byte[] chunk(String id, byte... content) {
    ByteBuffer chunk = little(8 + content.length + content.length % 2);
    return chunk
        .put(id.getBytes(StandardCharsets.US_ASCII))
        .putInt(content.length)
        .put(content)
        .array();
  }

  static byte[] format(int codec, int channels, int rate, int bits) {
    int frame = channels * bits / 8;
    ByteBuffer format = little(16).putShort((short) codec).putShort((short) channels);
    format.putInt(rate).putInt(rate * frame).putShort((short) frame).putShort((short) bits);
    return chunk("fmt ", format.array());
  }

  static byte[] extensible(int codec, int channels, int rate, int bits) {
    ByteBuffer format = little(40).put(format(0xFFFE, channels, rate, bits), 8, 16);
    format.putShort((short) 22).putShort((short) bits).putInt(0);
    format.putInt(codec).putShort((short) 0).putShort((short) 0x10);
    format.put(new byte[] {(byte) 0x80, 0, 0, (byte) 0xAA, 0, 0x38, (byte) 0x9B, 0x71});
    return chunk("fmt ", format.array());
  }

  static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
