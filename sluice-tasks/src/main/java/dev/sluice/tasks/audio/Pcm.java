package dev.sluice.tasks.audio;

import java.util.Objects;

/// Turns raw 16-bit PCM, little-endian and mono, into samples `b / 2¹⁵`, in pieces of any size:
/// half a sample is kept for the next piece. For one stream, by one thread at a time.
public final class Pcm {
  private static final int NONE = -1;

  private int half = NONE;

  /// At the start of a stream.
  public Pcm() {}

  /// The samples that a piece completes.
  ///
  /// @param bytes the piece is `[from, to)` of them
  /// @param samples is filled from 0 on; `(to − from + 1) / 2` are always enough
  /// @return the number of samples
  public int decode(byte[] bytes, int from, int to, float[] samples) {
    Objects.checkFromToIndex(from, to, bytes.length);
    int count = (int) (((long) to - from + held()) / 2);
    if (count > samples.length) {
      throw new IllegalArgumentException(
          "%d bytes make %d samples, and there is room for %d"
              .formatted(to - from, count, samples.length));
    }
    int done = 0;
    for (int i = from; i < to; i++) {
      if (half == NONE) {
        half = Byte.toUnsignedInt(bytes[i]);
      } else {
        samples[done++] = ((bytes[i] << 8) | half) * 0x1p-15f;
        half = NONE;
      }
    }
    return done;
  }

  /// Bytes that wait for the next piece: 1 in the middle of a sample, else 0. A stream that ends
  /// with one was cut off.
  public int held() {
    return half == NONE ? 0 : 1;
  }
}
