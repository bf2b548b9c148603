package dev.sluice.core.compute;

import dev.sluice.core.tensor.Floats;
import java.util.ArrayList;
import java.util.List;

/// Buffers that are handed out one after the other and taken back all at once.
///
/// A training step asks for the same sizes in the same order every time, so after the first step
/// nothing is allocated: [#reset] keeps the memory.
public final class Arena {
  /// Enough for a small net.
  private static final int FIRST_CHUNK = 1 << 16;

  /// What a larger net takes next. At this size G1, the usual collector, lets an array begin where
  /// a heap region begins (in heaps up to 16 GiB).
  private static final int SECOND_CHUNK = 1 << 20;

  private static final int LARGEST_CHUNK = 1 << 24;

  /// Windows are multiples of 16 floats, a cache line, apart.
  private static final int ALIGNMENT = 16;

  /// Where the first window of a chunk begins: an array's floats begin 16 bytes after its header's
  /// first byte, so where that lies at the beginning of a cache line, this and all windows do too.
  /// Loads of whole lines are then up to a sixth faster.
  private static final int FIRST_WINDOW = 12;

  private final int firstChunk;
  private final List<float[]> chunks = new ArrayList<>();
  private int chunk;
  private int used = FIRST_WINDOW;
  private Content content = Content.UNDEFINED;

  private enum Content {
    UNDEFINED,
    POISON
  }

  /// An arena for no one knows how much.
  public Arena() {
    this(FIRST_CHUNK);
  }

  private Arena(int firstChunk) {
    this.firstChunk = firstChunk;
  }

  /// An arena for at most `floats`: it takes no more than these as long as they are few.
  public static Arena expecting(long floats) {
    return new Arena(
        floats <= FIRST_CHUNK
            ? (int) floats + FIRST_WINDOW
            : (int) Math.clamp(floats, SECOND_CHUNK, LARGEST_CHUNK));
  }

  /// A window of `length` floats with undefined content.
  public Floats floats(int length) {
    if (length < 0) {
      throw new IllegalArgumentException("a buffer has 0 floats or more, not " + length);
    }
    if (length > Integer.MAX_VALUE - 4 * ALIGNMENT) {
      throw new IllegalArgumentException(
          "one buffer of " + length + " floats is too large; split the batch or the sequence");
    }
    int padded = (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    while (chunk < chunks.size() && chunks.get(chunk).length - used < padded) {
      chunk++;
      used = FIRST_WINDOW;
    }
    if (chunk == chunks.size()) {
      chunks.add(new float[nextChunk(FIRST_WINDOW + padded)]);
    }
    Floats window = new Floats(chunks.get(chunk), used, length);
    used += padded;
    if (content == Content.POISON) {
      window.fill(Float.NaN);
    }
    return window;
  }

  /// A small net gets small chunks, a larger one such as pay for being large.
  private int nextChunk(int atLeast) {
    if (chunks.isEmpty() && atLeast <= firstChunk) {
      return firstChunk;
    }
    long doubled = chunks.isEmpty() ? 0 : 2L * chunks.getLast().length;
    return Math.max(atLeast, Math.clamp(doubled, SECOND_CHUNK, LARGEST_CHUNK));
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
    used = FIRST_WINDOW;
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
