package dev.sluice.formats.onnx.run;

import dev.sluice.formats.onnx.NdArray;
import dev.sluice.formats.onnx.Node;
import java.util.IdentityHashMap;
import java.util.Map;

/// What the values of one run take together, held to a bound: a file of a few bytes may ask for
/// gigabytes. Values that share their elements are counted once; what the caller gives and what the
/// file has is not counted.
final class Memory {
  private final long most;
  private final Map<Object, Use> uses = new IdentityHashMap<>();
  private long held;

  private static final class Use {
    private final long bytes;
    private int values;

    Use(long bytes) {
      this.bytes = bytes;
    }
  }

  /// @param most bytes
  Memory(long most) {
    this.most = most;
  }

  /// Announces what a node is about to take.
  ///
  /// @throws dev.sluice.formats.FormatException if there is no room for it
  void require(Node node, long bytes) {
    if (bytes > most - held) {
      throw node.error(
          "needs "
              + bytes
              + " bytes while other values take "
              + held
              + "; a run may take "
              + most
              + ", more if the model's options say so");
    }
  }

  /// Values that are there anyhow.
  void lend(NdArray value) {
    uses.computeIfAbsent(elements(value), key -> new Use(0)).values++;
  }

  /// A value that was made.
  void hold(NdArray value) {
    Use use = uses.computeIfAbsent(elements(value), key -> new Use(bytes(value)));
    if (use.values++ == 0) {
      held += use.bytes;
    }
  }

  /// A value that is used no more.
  void release(NdArray value) {
    Use use = uses.get(elements(value));
    if (use != null && --use.values == 0) {
      held -= use.bytes;
      uses.remove(elements(value));
    }
  }

  private static Object elements(NdArray value) {
    return switch (value) {
      case NdArray.Floats floats -> floats.data();
      case NdArray.Longs longs -> longs.data();
    };
  }

  static long bytes(NdArray value) {
    return switch (value) {
      case NdArray.Floats floats -> (long) Float.BYTES * floats.data().length;
      case NdArray.Longs longs -> (long) Long.BYTES * longs.data().length;
    };
  }
}
