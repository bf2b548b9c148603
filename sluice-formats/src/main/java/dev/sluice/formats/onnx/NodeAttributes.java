package dev.sluice.formats.onnx;

import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.Reset;
import dev.sluice.formats.cell.CellActivation;
import dev.sluice.formats.cell.CellKind;
import dev.sluice.formats.cell.CellSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The attributes of a node that computes a layer.
public final class NodeAttributes {
  private NodeAttributes() {}

  /// The attributes, in a map that can be added to; those that hold anyway are left out.
  public static Map<String, Attribute> of(CellSpec cell) {
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    attributes.put("hidden_size", new Attribute.Int(cell.hidden()));
    if (cell.direction() != Direction.FORWARD) {
      String direction = cell.direction() == Direction.BOTH ? "bidirectional" : "reverse";
      attributes.put("direction", new Attribute.Text(direction));
    }
    if (cell.kind() == CellKind.GRU && cell.reset() == Reset.AFTER_MATMUL) {
      attributes.put("linear_before_reset", new Attribute.Int(1));
    }
    List<CellActivation> used = cell.activations().stream().flatMap(List::stream).toList();
    CellSpec plain = CellSpec.plain(cell.kind(), 1, 1, cell.direction(), cell.reset());
    if (!plain.activations().equals(cell.activations())) {
      attributes.put(
          "activations",
          new Attribute.Texts(used.stream().map(a -> onnxName(a.function())).toList()));
      putNumbers(attributes, used);
    }
    if (cell.clip() != Float.POSITIVE_INFINITY) {
      attributes.put("clip", new Attribute.Real(cell.clip()));
    }
    if (cell.forget() == CellSpec.Forget.COUPLED) {
      attributes.put("input_forget", new Attribute.Int(1));
    }
    return attributes;
  }

  private static void putNumbers(Map<String, Attribute> attributes, List<CellActivation> used) {
    float[] alphas = numbers(used, 1);
    float[] betas = numbers(used, 2);
    if (alphas.length > 0) {
      attributes.put("activation_alpha", new Attribute.Reals(alphas));
    }
    if (betas.length > 0) {
      attributes.put("activation_beta", new Attribute.Reals(betas));
    }
  }

  private static float[] numbers(List<CellActivation> used, int which) {
    List<CellActivation> with = used.stream().filter(a -> a.function().numbers() >= which).toList();
    float[] out = new float[with.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = which == 1 ? with.get(i).alpha() : with.get(i).beta();
    }
    return out;
  }

  private static String onnxName(CellActivation.Function function) {
    return switch (function) {
      case RELU -> "Relu";
      case TANH -> "Tanh";
      case SIGMOID -> "Sigmoid";
      case AFFINE -> "Affine";
      case LEAKY_RELU -> "LeakyRelu";
      case THRESHOLDED_RELU -> "ThresholdedRelu";
      case SCALED_TANH -> "ScaledTanh";
      case HARD_SIGMOID -> "HardSigmoid";
      case ELU -> "Elu";
      case SOFTSIGN -> "Softsign";
      case SOFTPLUS -> "Softplus";
    };
  }
}
