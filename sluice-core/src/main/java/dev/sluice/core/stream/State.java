package dev.sluice.core.stream;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// The memory of one or more streams: rows of floats that belong to the caller, and the fingerprint
/// of the model they belong to.
///
/// A model serves any number of states; keep them in a map, a database, or a stream engine's state,
/// as objects or as [#toBytes].
public final class State {
  private static final int MAGIC = 0x534C5331; // "SLS1"
  private static final int HEADER = 4 + 8 + 4 + 4;
  private static final int CHECKSUM = 4;

  private final long fingerprint;
  private final int rows;
  private final int width;
  private final float[] values;

  private State(long fingerprint, int rows, int width, float[] values) {
    this.fingerprint = fingerprint;
    this.rows = rows;
    this.width = width;
    this.values = values;
  }

  /// A state of `rows` streams, each beginning with `row`.
  ///
  /// @param fingerprint of the model
  static State filled(long fingerprint, int rows, float[] row) {
    float[] values = new float[Math.multiplyExact(rows, row.length)];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(row, 0, values, i * row.length, row.length);
    }
    return new State(fingerprint, rows, row.length, values);
  }

  /// The number of streams.
  public int rows() {
    return rows;
  }

  /// S, the floats of one stream.
  public int width() {
    return width;
  }

  /// The fingerprint of the model this belongs to.
  public long fingerprint() {
    return fingerprint;
  }

  /// The floats of all streams, `[rows,S]`; the state's own array.
  float[] values() {
    return values;
  }

  /// An independent copy.
  public State copy() {
    return new State(fingerprint, rows, width, values.clone());
  }

  /// Takes the values of another state of the same model with as many rows, so that a state that is
  /// no longer needed can serve another stream.
  ///
  /// @throws IllegalArgumentException if the other is of another model or has other rows
  public void copyFrom(State other) {
    other.requireModel(fingerprint, width);
    if (other.rows != rows) {
      throw new IllegalArgumentException(
          "a state of %d rows cannot take the values of one of %d".formatted(rows, other.rows));
    }
    System.arraycopy(other.values, 0, values, 0, values.length);
  }

  /// A new state of the given rows, in the given order; a row may come more than once (beam
  /// search).
  public State select(int... indices) {
    float[] selected = new float[Math.multiplyExact(indices.length, width)];
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] < 0 || indices[i] >= rows) {
        throw new IllegalArgumentException(
            "there is no stream "
                + indices[i]
                + " in a state of "
                + rows
                + "; streams count from 0");
      }
      System.arraycopy(values, indices[i] * width, selected, i * width, width);
    }
    return new State(fingerprint, indices.length, width, selected);
  }

  /// The rows of several states of one model, one below the other.
  public static State concat(State first, State... others) {
    int rows = first.rows;
    for (State other : others) {
      other.requireModel(first.fingerprint, first.width);
      rows = Math.addExact(rows, other.rows);
    }
    float[] all = Arrays.copyOf(first.values, Math.multiplyExact(rows, first.width));
    int at = first.values.length;
    for (State other : others) {
      System.arraycopy(other.values, 0, all, at, other.values.length);
      at += other.values.length;
    }
    return new State(first.fingerprint, rows, first.width, all);
  }

  /// The state as bytes: magic, fingerprint, rows, width, the floats, and the CRC32C of all before;
  /// little-endian.
  public byte[] toBytes() {
    int size = Math.addExact(HEADER + CHECKSUM, Math.multiplyExact(4, values.length));
    ByteBuffer buffer = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putInt(MAGIC).putLong(fingerprint).putInt(rows).putInt(width);
    buffer.asFloatBuffer().put(values);
    return buffer.putInt(size - CHECKSUM, checksum(buffer.array())).array();
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length - CHECKSUM);
    return (int) crc.getValue();
  }

  /// The state in `bytes`, which must belong to the model of `stepper`.
  ///
  /// @throws IllegalArgumentException if the bytes are no state, are cut off or damaged, or are of
  ///   another model
  public static State fromBytes(byte[] bytes, Stepper stepper) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < HEADER || buffer.getInt() != MAGIC) {
      throw new IllegalArgumentException(
          "these "
              + bytes.length
              + " bytes are no Sluice state; they were not made by State.toBytes()");
    }
    long fingerprint = buffer.getLong();
    int rows = buffer.getInt();
    int width = buffer.getInt();
    long expected = HEADER + CHECKSUM + 4L * rows * width;
    if (rows < 0 || width < 0 || expected != bytes.length) {
      throw new IllegalArgumentException(
          "a state of "
              + rows
              + " rows of "
              + width
              + " floats takes "
              + expected
              + " bytes, here are "
              + bytes.length
              + "; it was cut off or damaged");
    }
    if (buffer.getInt(bytes.length - CHECKSUM) != checksum(bytes)) {
      throw new IllegalArgumentException(
          "the checksum of the state's "
              + bytes.length
              + " bytes is wrong; they were damaged, begin with zeroState()");
    }
    float[] values = new float[rows * width];
    buffer.asFloatBuffer().get(values);
    State state = new State(fingerprint, rows, width, values);
    state.requireModel(stepper.fingerprint(), stepper.stateSize());
    return state;
  }

  /// Refuses a state of another model.
  void requireModel(long expected, int expectedWidth) {
    if (fingerprint != expected || width != expectedWidth) {
      throw new IllegalArgumentException(
          "the state belongs to another model (fingerprint %016x, %d floats a stream; this model: %016x, %d); begin with zeroState()"
              .formatted(fingerprint, width, expected, expectedWidth));
    }
  }

  @Override
  public String toString() {
    return "State[" + rows + "," + width + "]";
  }
}
