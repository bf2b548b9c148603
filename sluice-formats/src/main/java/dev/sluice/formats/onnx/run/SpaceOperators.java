package dev.sluice.formats.onnx.run;

import dev.sluice.core.tensor.Shape;
import dev.sluice.formats.onnx.NdArray;
import java.util.List;
import java.util.Map;

/// What stands beside convolutions: batch normalisation in use, padding, scattering.
final class SpaceOperators {
  private SpaceOperators() {}

  static void addTo(Map<String, Operator.Factory> operators) {
    operators.put("BatchNormalization", plan -> SpaceOperators::batchNorm);
    operators.put("Pad", plan -> (Operator.Single) SpaceOperators::pad);
    operators.put("ScatterND", plan -> (Operator.Single) SpaceOperators::scatter);
  }

  /// `(x − mean)/√(variance + ε)·scale + bias` of each channel, axis 1.
  private static List<NdArray> batchNorm(Call call) {
    NdArray.Floats x = call.floats(0);
    if (x.shape().rank() < 2
        || call.node().integer("training_mode", 0) != 0
        || call.node().integer("spatial", 1) != 1) {
      throw call.error(x + " has no channels, or the node is in training mode or not spatial");
    }
    int channels = x.shape().dim(1);
    float epsilon = call.node().real("epsilon", 1e-5f);
    float[][] numbers = new float[4][];
    for (int i = 0; i < 4; i++) {
      numbers[i] = call.floats(i + 1).data();
      if (numbers[i].length != channels) {
        throw call.error("input " + (i + 1) + " is " + call.value(i + 1) + " for " + x);
      }
    }
    int inner = Shapes.product(x.shape(), 2, x.shape().rank());
    float[] out = call.newFloats(x.data().length);
    for (int i = 0; i < x.shape().dim(0) * channels; i++) {
      int c = i % channels;
      float factor = numbers[0][c] / (float) Math.sqrt(numbers[3][c] + epsilon);
      for (int j = i * inner; j < (i + 1) * inner; j++) {
        out[j] = Math.fma(x.data()[j] - numbers[2][c], factor, numbers[1][c]);
      }
    }
    return List.of(new NdArray.Floats(x.shape(), out));
  }

  private static NdArray pad(Call call) {
    NdArray x = call.value(0);
    int rank = x.shape().rank();
    long[] pads = call.longs(1, "pads");
    String mode = call.node().text("mode", "constant");
    if (!mode.equals("constant") || call.has(3)) {
      throw call.error("mode " + mode + ", or axes, which are not known");
    }
    if (pads == null || pads.length != 2 * rank) {
      throw call.error("it has no pads before and behind each axis of " + x);
    }
    long[] dims = new long[rank];
    for (int i = 0; i < rank; i++) {
      if (pads[i] < 0 || pads[rank + i] < 0) {
        throw call.error("negative pads, which are not known; slice instead");
      }
      dims[i] = Math.addExact(x.shape().dim(i), Math.addExact(pads[i], pads[rank + i]));
    }
    Shape shape = Shapes.of(call, dims);
    NdArray out =
        call.has(2)
            ? Rearrange.of(call, call.value(2), shape, 0, new int[rank])
            : Rearrange.empty(call, x, shape);
    int[] strides = Shapes.strides(shape);
    int from = 0;
    for (int i = 0; i < rank; i++) {
      from += (int) pads[i] * strides[i];
    }
    Walk walk = new Walk(x.shape(), strides).from(0, from);
    for (int i = 0; i < x.shape().size(); i += walk.row()) {
      Rearrange.copy(call, x, i, out, walk.at(0), walk.row());
      walk.next();
    }
    return out;
  }

  /// A copy of the first input, of which the places that the indices name are replaced.
  private static NdArray scatter(Call call) {
    NdArray x = call.value(0);
    NdArray.Longs indices = call.longs(1);
    NdArray updates = call.value(2);
    if (indices.shape().rank() == 0 || !call.node().text("reduction", "none").equals("none")) {
      throw call.error("indices " + indices + ", or a reduction, which is not known");
    }
    int depth = indices.shape().dim(indices.shape().rank() - 1);
    int rank = x.shape().rank();
    if (depth > rank) {
      throw call.error("indices " + indices + " for " + x);
    }
    int inner = Shapes.product(x.shape(), depth, rank);
    int places = depth == 0 ? 0 : indices.data().length / depth;
    if (updates.shape().size() != places * inner) {
      throw call.error("updates " + updates + " for " + places + " places of " + inner);
    }
    int[] strides = Shapes.strides(x.shape());
    NdArray out = Rearrange.of(call, x, x.shape(), 0, strides);
    for (int i = 0; i < places; i++) {
      int at = 0;
      for (int k = 0; k < depth; k++) {
        long index = indices.data()[i * depth + k];
        long place = index < 0 ? index + x.shape().dim(k) : index;
        if (place < 0 || place >= x.shape().dim(k)) {
          throw call.error("index " + index + " of " + x + " along axis " + k);
        }
        at += (int) place * strides[k];
      }
      Rearrange.copy(call, updates, i * inner, out, at, inner);
    }
    return out;
  }
}
