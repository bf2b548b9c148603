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
      parts.add(
          Explanation.Part.of(
              "l" + i, layer.spec(), layer.weights(), "gates z, r, n; z weighs the new candidate"));
    }
    for (var parameter : stack.parameters().values()) {
      parameters += parameter.shape().size();
    }
    return new Explanation(format, parameters, parts, List.of());
  }
}
