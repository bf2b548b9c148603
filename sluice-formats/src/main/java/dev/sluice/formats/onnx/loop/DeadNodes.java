package dev.sluice.formats.onnx.loop;

import dev.sluice.formats.onnx.Node;
import dev.sluice.formats.onnx.ValueInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Nodes that nothing needs once a loop is fused, such as those that counted its steps.
final class DeadNodes {
  private DeadNodes() {}

  /// The others, in their order; loops keep what their bodies may take from around them.
  static List<Node> removed(List<Node> nodes, List<ValueInfo> outputs) {
    Set<String> needed = new HashSet<>();
    outputs.forEach(output -> needed.add(output.name()));
    List<Node> kept = new ArrayList<>();
    boolean bodies =
        nodes.stream()
            .anyMatch(node -> node.attributes().values().stream().anyMatch(DeadNodes::isGraph));
    for (Node node : nodes.reversed()) {
      if (bodies || node.outputs().stream().anyMatch(needed::contains)) {
        needed.addAll(node.inputs());
        kept.add(node);
      }
    }
    return List.copyOf(kept.reversed());
  }

  private static boolean isGraph(dev.sluice.formats.onnx.Attribute attribute) {
    return attribute instanceof dev.sluice.formats.onnx.Attribute.OfGraph;
  }
}
