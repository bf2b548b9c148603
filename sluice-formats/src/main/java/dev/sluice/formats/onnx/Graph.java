package dev.sluice.formats.onnx;

import java.util.List;
import java.util.Map;

/// Nodes in the order of their computation, constants by name, inputs and outputs.
public record Graph(
    String name,
    List<Node> nodes,
    Map<String, NdArray> constants,
    List<ValueInfo> inputs,
    List<ValueInfo> outputs) {}
