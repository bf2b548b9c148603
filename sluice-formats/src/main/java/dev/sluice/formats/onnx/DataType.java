package dev.sluice.formats.onnx;

import java.util.Optional;

/// The element types of ONNX that can be read, with their numbers in the file and bytes each.
public enum DataType {
  FLOAT(1, 4),
  UINT8(2, 1),
  INT8(3, 1),
  INT32(6, 4),
  INT64(7, 8),
  BOOL(9, 1),
  FLOAT16(10, 2),
  DOUBLE(11, 8),
  BFLOAT16(16, 2);

  private final int code;
  private final int bytes;

  DataType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /// Its number in the file.
  public int code() {
    return code;
  }

  /// Bytes of an element in `raw_data`.
  public int bytes() {
    return bytes;
  }

  /// Whether it is held as floats here: all types with fractions.
  public boolean isFractional() {
    return this == FLOAT || this == FLOAT16 || this == DOUBLE || this == BFLOAT16;
  }

  /// An integer as this type holds it: of its lowest bits, as hardware does it.
  public long wrapped(long value) {
    return switch (this) {
      case INT32 -> (int) value;
      case INT8 -> (byte) value;
      case UINT8 -> value & 0xFF;
      default -> value;
    };
  }

  /// The type with this number, if it can be read.
  public static Optional<DataType> of(long code) {
    for (DataType type : values()) {
      if (type.code == code) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
