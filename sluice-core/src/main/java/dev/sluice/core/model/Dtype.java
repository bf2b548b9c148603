package dev.sluice.core.model;

import java.io.Serial;
import java.nio.ByteBuffer;

/// The number formats of safetensors that can be read, little-endian; F32 alone is written.
enum Dtype {
  /// IEEE binary16: exact in a float.
  F16(2),
  /// The upper half of a float: exact in a float.
  BF16(2),
  /// IEEE binary32.
  F32(4),
  /// IEEE binary64: rounded to the nearest float.
  F64(8);

  private final int bytes;

  Dtype(int bytes) {
    this.bytes = bytes;
  }

  int bytes() {
    return bytes;
  }

  /// Moves `count` numbers from `source` to `target[from…]`.
  void decode(ByteBuffer source, float[] target, int from, int count) {
    switch (this) {
      case F32 -> {
        source.asFloatBuffer().get(target, from, count);
        source.position(source.position() + count * bytes);
      }
      case F16 -> {
        for (int i = from; i < from + count; i++) {
          target[i] = Float.float16ToFloat(source.getShort());
        }
      }
      case BF16 -> {
        for (int i = from; i < from + count; i++) {
          target[i] = Float.intBitsToFloat(source.getShort() << 16);
        }
      }
      case F64 -> {
        for (int i = from; i < from + count; i++) {
          double value = source.getDouble();
          target[i] = (float) value;
          if (Float.isInfinite(target[i]) && !Double.isInfinite(value)) {
            throw new OutOfRange("element " + i + " is " + value + ", beyond a float's range");
          }
        }
      }
    }
  }

  /// A finite number that a float cannot hold.
  static final class OutOfRange extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    OutOfRange(String message) {
      super(message);
    }
  }
}
