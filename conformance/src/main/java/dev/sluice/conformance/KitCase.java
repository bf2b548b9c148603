package dev.sluice.conformance;

import dev.sluice.formats.cell.CellSpec;
import dev.sluice.formats.cell.CellWeights;
import dev.sluice.formats.onnx.NdArray;
import dev.sluice.formats.onnx.OnnxFile;
import java.util.List;
import java.util.Map;

/// One case: a graph, its inputs, and what comes out.
///
/// @param features such as `reset after`, `clip`, `layout 1`, to count who passes what
/// @param layers specs of the layers, first one first
/// @param weights of the layers, by direction
/// @param expected by output; computed in double, rounded to float at the end
public record KitCase(
    String id,
    List<String> features,
    List<CellSpec> layers,
    List<List<CellWeights>> weights,
    OnnxFile file,
    Map<String, NdArray> inputs,
    Map<String, NdArray> expected) {

  /// The largest difference that passes, relative to the largest expected value, at least 1.
  public static final float TOLERANCE = 1e-5f;

  /// Whether outputs pass.
  public boolean passes(Map<String, NdArray> found) {
    return expected.entrySet().stream()
        .allMatch(each -> difference(found.get(each.getKey()), each.getValue()) <= TOLERANCE);
  }

  /// The largest difference relative to the largest expected value, at least 1; infinite for
  /// another shape.
  public static double difference(
      @org.jspecify.annotations.Nullable NdArray found, NdArray expected) {
    if (!(found instanceof NdArray.Floats a)
        || !(expected instanceof NdArray.Floats b)
        || !found.shape().equals(expected.shape())) {
      return Double.POSITIVE_INFINITY;
    }
    double most = 0;
    double largest = 1;
    for (int i = 0; i < b.data().length; i++) {
      double difference = Math.abs((double) a.data()[i] - b.data()[i]);
      most =
          difference <= most
              ? most
              : Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
      largest = Math.max(largest, Math.abs(b.data()[i]));
    }
    return most / largest;
  }
}
