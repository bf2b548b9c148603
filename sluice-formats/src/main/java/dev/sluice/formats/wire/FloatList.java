package dev.sluice.formats.wire;

import dev.sluice.formats.Source;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Floats that grow within what the file may allocate.
public final class FloatList {
  private float[] values = new float[0];
  private int size;

  /// What pays for the room.
  private @Nullable Source source;

  /// Makes room for `count` more: exactly that many in an empty list; else at least twice the room
  /// there was, so that many small pieces do not copy it again and again.
  void reserve(int count, ProtoReader reader) {
    source = reader.source();
    if (size + (long) count <= values.length) {
      return;
    }
    int capacity = Math.toIntExact(Math.max(size + (long) count, 2L * values.length));
    source.allocate(4L * (capacity - values.length), reader.offset(), "a list");
    values = Arrays.copyOf(values, capacity);
  }

  void add(float value, ProtoReader reader) {
    if (size == values.length) {
      reserve(Math.max(4, size), reader);
    }
    values[size++] = value;
  }

  /// Their number.
  public int size() {
    return size;
  }

  /// The values; not a copy where the list is exactly full.
  public float[] toArray() {
    if (size == values.length) {
      return values;
    }
    if (source != null) {
      source.allocate(4L * size, 0, "a list");
    }
    return Arrays.copyOf(values, size);
  }
}
