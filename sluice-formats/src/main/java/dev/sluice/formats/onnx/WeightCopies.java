package dev.sluice.formats.onnx;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Charges what layers copy of weights that nodes share.
///
/// The first copies of an array are in proportion to the file and are free; any number of nodes may
/// share it, and each has copies of its own.
public final class WeightCopies {
  /// As the file has them, and in the order of sluice-core.
  private static final int EACH = 2;

  private final Set<float[]> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  /// Announces a layer that is kept.
  ///
  /// @param inputs of a recurrent node, null where absent
  /// @throws dev.sluice.formats.FormatException if the copies are more than the file's size allows
  public void add(Node node, List<@Nullable NdArray> inputs) {
    long floats = 0;
    for (int i = 0; i < inputs.size(); i++) {
      boolean weight = i >= 1 && i <= 3 || i == 7;
      if (weight && inputs.get(i) instanceof NdArray.Floats array && !seen.add(array.data())) {
        floats += array.data().length;
      }
    }
    node.source().allocate(EACH * 4L * floats, node.offset(), node + ", of shared weights,");
  }
}
