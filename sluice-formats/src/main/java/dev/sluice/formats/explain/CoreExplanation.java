package dev.sluice.formats.explain;

import dev.sluice.core.nn.Recurrent;
import dev.sluice.formats.cell.CoreLayers;
import dev.sluice.formats.cell.CoreStack;
import java.util.ArrayList;
import java.util.List;

/// Stacks of sluice-core in the same words.
public final class CoreExplanation {
  private CoreExplanation() {}

  /// What a stack computes.
  ///
  /// @param format such as `a model of Sluice`
  /// @throws dev.sluice.formats.FormatException if it has layer normalisation or zoneout
  public static Explanation of(Recurrent stack, String format) {
    List<Explanation.Part> parts = new ArrayList<>();
    List<CoreStack.Layer> layers = CoreLayers.of(stack);
    long parameters = 0;
    for (int i = 0; i < layers.size(); i++) {
      CoreStack.Layer layer = layers.get(i);
      long own = size(stack, "l" + i);
      parameters += own;
      parts.add(
          Explanation.Part.of(
                  "l" + i,
                  layer.spec(),
                  layer.weights(),
                  "gates z, r, n; z weighs the new candidate")
              .withParameters(own));
    }
    parameters += size(stack, "initial_state");
    return new Explanation(format, parameters, parts, List.of());
  }

  /// Values of the parameters of a layer in both directions, or of one parameter.
  private static long size(Recurrent stack, String name) {
    long size = 0;
    for (var parameter : stack.parameters().entrySet()) {
      String first = parameter.getKey().split("\\.", 2)[0];
      if (first.equals(name) || first.equals(name + "_reverse")) {
        size += parameter.getValue().shape().size();
      }
    }
    return size;
  }
}
