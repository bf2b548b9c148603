package dev.sluice.formats.wire;

import java.util.Arrays;

/// Integers that grow within what the file may allocate.
public final class LongList {
  private long[] values = new long[0];
  private int size;

  /// Makes room for exactly `count` more.
  void reserve(int count, ProtoReader reader) {
    int capacity = size + count;
    reader.source().allocate(8L * (capacity - values.length), reader.offset(), "a list");
    values = Arrays.copyOf(values, capacity);
  }

  void add(long value, ProtoReader reader) {
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
  public long[] toArray() {
    return size == values.length ? values : Arrays.copyOf(values, size);
  }
}
