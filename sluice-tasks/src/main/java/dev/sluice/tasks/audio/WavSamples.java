package dev.sluice.tasks.audio;

import java.nio.ByteBuffer;

/// Turns the bytes of a `data` chunk into samples.
final class WavSamples {
  private WavSamples() {}

  static Sound read(WavFormat format, ByteBuffer data, String name) {
    int frame = format.frame();
    if (data.limit() == 0) {
      throw new AudioException(name + " has no samples; record it again");
    }
    if (data.limit() % frame != 0) {
      throw new AudioException(
          "%s: %d bytes of samples are not whole frames of %d (%d channels of %d bits); get it again, or save it anew"
              .formatted(name, data.limit(), frame, format.channels(), format.bits()));
    }
    float[] samples = new float[data.limit() / frame];
    int step = format.bits() / 8;
    for (int t = 0; t < samples.length; t++) {
      double sum = 0;
      for (int c = 0; c < format.channels(); c++) {
        sum += value(format, data, t * frame + c * step);
      }
      float sample = (float) (sum / format.channels());
      if (!Float.isFinite(sample)) {
        throw new AudioException(
            "%s: sample %d is %s, not a finite number; save it as WAV with 16-bit PCM"
                .formatted(name, t, sample));
      }
      samples[t] = sample;
    }
    return Sound.owning(samples, format.rate());
  }

  private static double value(WavFormat format, ByteBuffer data, int at) {
    if (format.floats()) {
      return format.bits() == 32 ? data.getFloat(at) : data.getDouble(at);
    }
    return switch (format.bits()) {
      case 8 -> (Byte.toUnsignedInt(data.get(at)) - 128) * 0x1p-7;
      case 16 -> data.getShort(at) * 0x1p-15;
      case 24 -> ((data.get(at + 2) << 16) | Short.toUnsignedInt(data.getShort(at))) * 0x1p-23;
      default -> data.getInt(at) * 0x1p-31;
    };
  }
}
