package dev.sluice.formats.onnx.run;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.onnx.NdArray;
import dev.sluice.formats.onnx.Node;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One run of a node: its inputs, null where absent.
///
/// @param running null while constants are folded, which takes no products
/// @param memory of the whole run
record Call(Node node, List<@Nullable NdArray> inputs, @Nullable Workspace running, Memory memory) {
  /// Threads and kernels.
  Workspace workspace() {
    return Objects.requireNonNull(running);
  }

  /// Whether input `i` is there.
  boolean has(int i) {
    return i < inputs.size() && inputs.get(i) != null;
  }

  /// Input `i` of whatever type.
  NdArray value(int i) {
    NdArray found = i < inputs.size() ? inputs.get(i) : null;
    if (found == null) {
      throw node.error("its input " + i + " is missing");
    }
    return found;
  }

  /// Input `i` as floats.
  NdArray.Floats floats(int i) {
    NdArray found = value(i);
    if (found instanceof NdArray.Floats floats) {
      return floats;
    }
    throw error("input " + i + " is " + found + ", not of floats");
  }

  /// Input `i` as integers.
  NdArray.Longs longs(int i) {
    NdArray found = value(i);
    if (found instanceof NdArray.Longs longs) {
      return longs;
    }
    throw error("input " + i + " is " + found + ", not of integers");
  }

  /// Integers of input `i`, or of the attribute that older versions have, or null.
  long @Nullable [] longs(int i, String attribute) {
    return has(i) ? longs(i).data() : node.integers(attribute).orElse(null);
  }

  /// Announces what is about to be allocated.
  ///
  /// @throws FormatException if the run may not take so much
  void require(long bytes) {
    memory.require(node, bytes);
  }

  /// Elements of a value that is made.
  ///
  /// @throws FormatException if the run may not take so much
  float[] newFloats(int size) {
    require((long) Float.BYTES * size);
    return new float[size];
  }

  /// Elements of a value that is made.
  ///
  /// @throws FormatException if the run may not take so much
  long[] newLongs(int size) {
    require((long) Long.BYTES * size);
    return new long[size];
  }

  /// The same node with other inputs.
  Call with(List<@Nullable NdArray> others) {
    return new Call(node, others, running, memory);
  }

  /// An axis, counted from the end if negative.
  int axis(long axis, int rank) {
    long positive = axis < 0 ? axis + rank : axis;
    if (positive < 0 || positive >= rank) {
      throw error("axis " + axis + " of a value of rank " + rank);
    }
    return (int) positive;
  }

  /// An error of this node.
  FormatException error(String message) {
    return node.error(message);
  }
}
