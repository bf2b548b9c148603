package dev.sluice.core.stream;

/// The last C rows of a stream, as they lie in its state.
///
/// ```
/// state [1 + C·W]: how many rows have come, up to C; the rows, oldest first, at the end
/// ```
///
/// @param context C
/// @param width W, the floats of a row
public record SlidingMemory(int context, int width) {
  /// Above it the count would not be exact in a float.
  private static final int LARGEST_CONTEXT = 1 << 24;

  /// Checks that there is at least one row of one float.
  public SlidingMemory {
    checkContext(context);
    if (width < 1) {
      throw new IllegalArgumentException("an event has at least 1 feature, not " + width);
    }
  }

  static void checkContext(int context) {
    if (context < 1 || context > LARGEST_CONTEXT) {
      throw new IllegalArgumentException(
          "a sliding window has 1 to " + LARGEST_CONTEXT + " events, not " + context);
    }
  }

  /// The floats it takes.
  public int size() {
    return Math.addExact(1, Math.multiplyExact(context, width));
  }

  /// Takes in the row at `from` and drops the oldest when there are C already.
  ///
  /// @param state holds the memory at `offset`
  /// @return how many rows there are now, from [#oldest] on
  public int push(float[] state, int offset, float[] x, int from) {
    int rows = offset + 1;
    int last = rows + (context - 1) * width;
    System.arraycopy(state, rows + width, state, rows, last - rows);
    System.arraycopy(x, from, state, last, width);
    int count = Math.min(context, (int) state[offset] + 1);
    state[offset] = count;
    return count;
  }

  /// Where in a state that holds the memory at `offset` the oldest of `count` rows begins.
  public int oldest(int offset, int count) {
    return offset + 1 + (context - count) * width;
  }
}
