package dev.sluice.formats.explain;

import dev.sluice.formats.cell.CellSpec;
import dev.sluice.formats.cell.CellWeights;
import java.util.List;

/// What a file's network computes.
///
/// @param format such as `ONNX, opset 11, by pytorch 1.11.0`
/// @param parameters of the whole file
/// @param parts the recurrent layers
/// @param notes sentences about the rest: inputs, outputs, other operators
public record Explanation(String format, long parameters, List<Part> parts, List<String> notes) {

  /// One recurrent layer.
  ///
  /// @param name in the file
  /// @param convention how the file has it, such as `z weighs the old state; gates z, r, n`
  public record Part(
      String name, CellSpec spec, Biases biases, long parameters, String convention) {

    /// A layer with its weights by direction.
    public static Part of(
        String name, CellSpec spec, List<CellWeights> weights, String convention) {
      long parameters = 0;
      Biases biases = Biases.NONE;
      int rows = spec.kind().gates() * spec.hidden();
      for (CellWeights each : weights) {
        parameters +=
            each.input().length
                + each.hidden().length
                + each.bias().length
                + each.peepholes().length;
        biases = each.bias().length == 0 ? biases : Biases.of(each.bias(), rows, biases);
      }
      return new Part(name, spec, biases, parameters, convention);
    }

    /// With the number of parameters that the file has, where that is not all biases of the layer.
    public Part withParameters(long number) {
      return new Part(name, spec, biases, number, convention);
    }
  }

  /// Which biases a layer has.
  public enum Biases {
    /// None.
    NONE,
    /// One, or two of which the recurrent one is zero.
    ONE,
    /// Two.
    TWO;

    private static Biases of(float[] both, int rows, Biases before) {
      for (int i = rows; i < both.length; i++) {
        if (both[i] != 0) {
          return TWO;
        }
      }
      return before == NONE ? ONE : before;
    }
  }
}
