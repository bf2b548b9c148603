package dev.sluice.formats.onnx;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Shape;
import dev.sluice.formats.Source;
import dev.sluice.formats.onnx.run.OnnxModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Small graphs, written and read again.
final class TestGraphs {
  static final long OPSET = 17;

  private TestGraphs() {}

  static Node node(String type, List<String> in, List<String> out, Object... attributes) {
    Map<String, Attribute> map = new LinkedHashMap<>();
    for (int i = 0; i < attributes.length; i += 2) {
      map.put((String) attributes[i], (Attribute) attributes[i + 1]);
    }
    return OnnxWriter.node(type, in, out, map);
  }

  static Attribute number(long value) {
    return new Attribute.Int(value);
  }

  static ValueInfo info(String name, int type, String... extents) {
    return new ValueInfo(name, type, List.of(extents));
  }

  static NdArray floats(float[] values, int... dims) {
    return new NdArray.Floats(Shape.of(dims), values);
  }

  static float[] random(int count, int seed) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = 0.3f * Seed.of(seed).normal(i);
    }
    return values;
  }

  static OnnxFile file(
      long opset,
      List<Node> nodes,
      Map<String, NdArray> constants,
      List<ValueInfo> inputs,
      List<ValueInfo> outputs) {
    Graph graph = new Graph("g", nodes, constants, inputs, outputs);
    byte[] bytes = OnnxWriter.write(new OnnxFile("t", "", Map.of("", opset), graph, Map.of()), 8);
    return OnnxFile.read(Source.of("graph.onnx", bytes), ExternalData.refused());
  }

  static float[] run(OnnxFile file, String output, Map<String, NdArray> given) {
    try (Workspace workspace = Workspace.threads(1)) {
      return ((NdArray.Floats) OnnxModel.of(file).run(workspace, given).get(output)).data();
    }
  }
}
