package dev.sluice.core.compute;

import dev.sluice.core.tensor.Floats;
import java.util.ArrayList;
import java.util.List;

/// Buffers that are handed out one after the other and taken back all at once.
///
/// A training step asks for the same sizes in the same order every time, so after the first step
/// nothing is allocated: [#reset] keeps the memory.
public final class Arena {
  private static final int FIRST_CHUNK = 1 << 16;
  private static final int LARGEST_CHUNK = 1 << 24;

  /// Windows begin at multiples of 16 floats, so that they lie the same way to cache lines every
  /// time.
  private static final int ALIGNMENT = 16;

  private final List<float[]> chunks = new ArrayList<>();
  private int chunk;
  private int used;
  private Content content = Content.UNDEFINED;

  private enum Content {
    UNDEFINED,
    POISON
  }

  /// A window of `length` floats with undefined content.
  public Floats floats(int length) {
    if (length < 0) {
      throw new IllegalArgumentException("a buffer has 0 floats or more, not " + length);
    }
    if (length > Integer.MAX_VALUE - 2 * ALIGNMENT) {
      throw new IllegalArgumentException(
          "one buffer of " + length + " floats is too large; split the batch or the sequence");
    }
    int padded = (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    while (chunk < chunks.size() && chunks.get(chunk).length - used < padded) {
      chunk++;
      used = 0;
    }
    if (chunk == chunks.size()) {
      long next =
          chunks.isEmpty() ? FIRST_CHUNK : Math.min(LARGEST_CHUNK, 2L * chunks.getLast().length);
      chunks.add(new float[(int) Math.max(padded, next)]);
    }
    Floats window = new Floats(chunks.get(chunk), used, length);
    used += padded;
    if (content == Content.POISON) {
      window.fill(Float.NaN);
    }
    return window;
  }

  /// A window of `length` zeros.
  public Floats zeros(int length) {
    Floats window = floats(length);
    window.fill(0);
    return window;
  }

  /// A place to come back to with [#release]: scratch of one operation ends with the operation.
  public Mark mark() {
    return new Mark(chunk, used);
  }

  /// Takes back the windows handed out since `mark`.
  public void release(Mark mark) {
    chunk = mark.chunk;
    used = mark.used;
  }

  /// Takes back every window handed out so far.
  public void reset() {
    chunk = 0;
    used = 0;
  }

  /// From now on every window is handed out full of NaN, so that a test sees any read of a value
  /// nobody wrote.
  public void poison() {
    content = Content.POISON;
  }

  /// Bytes held.
  public long bytes() {
    long total = 0;
    for (float[] memory : chunks) {
      total += 4L * memory.length;
    }
    return total;
  }

  /// How far an arena was used.
  public record Mark(int chunk, int used) {}
}
