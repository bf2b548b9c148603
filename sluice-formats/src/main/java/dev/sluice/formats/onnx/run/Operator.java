package dev.sluice.formats.onnx.run;

import dev.sluice.formats.onnx.NdArray;
import java.util.List;

/// A node made ready: from inputs to outputs.
@FunctionalInterface
interface Operator {
  /// The outputs in the node's order; those that are not wanted may be left out at the end.
  List<NdArray> run(Call call);

  /// An operator of one output; lambdas are cast to it.
  interface Single extends Operator {
    /// The output.
    NdArray value(Call call);

    @Override
    default List<NdArray> run(Call call) {
      return List.of(value(call));
    }
  }

  /// Makes a node ready.
  @FunctionalInterface
  interface Factory {
    /// @throws dev.sluice.formats.FormatException if an attribute is wrong
    Operator create(Plan plan);
  }
}
