package dev.sluice.core.tensor;

import java.util.Arrays;
import java.util.Objects;

/// A window of a float array: what operations read and write. It owns nothing; whoever hands it out
/// says how long it lives.
public record Floats(float[] array, int offset, int length) {
  /// Checks that the window lies inside the array.
  public Floats {
    Objects.checkFromIndexSize(offset, length, array.length);
  }

  /// The whole of an array.
  public static Floats of(float... array) {
    return new Floats(array, 0, array.length);
  }

  /// Element `i` of the window.
  public float get(int i) {
    return array[offset + Objects.checkIndex(i, length)];
  }

  /// Sets element `i` of the window.
  public void set(int i, float value) {
    array[offset + Objects.checkIndex(i, length)] = value;
  }

  /// The window `[from, from + count)` of this window.
  public Floats slice(int from, int count) {
    Objects.checkFromIndexSize(from, count, length);
    return new Floats(array, offset + from, count);
  }

  /// Sets every element.
  public void fill(float value) {
    Arrays.fill(array, offset, offset + length, value);
  }

  /// Copies `source`, which must be as long, into this window.
  public void set(Floats source) {
    if (source.length != length) {
      throw new IllegalArgumentException(
          source.length + " values do not fill a window of " + length);
    }
    System.arraycopy(source.array, source.offset, array, offset, length);
  }

  /// A copy of the values.
  public float[] toArray() {
    return Arrays.copyOfRange(array, offset, offset + length);
  }
}
