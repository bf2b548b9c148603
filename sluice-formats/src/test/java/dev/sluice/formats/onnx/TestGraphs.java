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
public final class TestGraphs {
  public static final long OPSET = 17;

  private TestGraphs() {}

  public static Node node(String type, List<String> in, List<String> out, Object... attributes) {
    Map<String, Attribute> map = new LinkedHashMap<>();
    for (int i = 0; i < attributes.length; i += 2) {
      map.put((String) attributes[i], (Attribute) attributes[i + 1]);
    }
    return OnnxWriter.node(type, in, out, map);
  }

  /// The node with other inputs, of another domain.
  public static Node with(Node node, String domain, List<String> inputs) {
    return new Node(
        node.name(),
        node.type(),
        domain,
        inputs,
        node.outputs(),
        node.attributes(),
        node.source(),
        node.offset());
  }

  public static Attribute number(long value) {
    return new Attribute.Int(value);
  }

  public static ValueInfo info(String name, int type, String... extents) {
    return new ValueInfo(name, type, List.of(extents));
  }

  public static NdArray floats(float[] values, int... dims) {
    return new NdArray.Floats(Shape.of(dims), values);
  }

  public static float[] random(int count, int seed) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = 0.3f * Seed.of(seed).normal(i);
    }
    return values;
  }

  public static OnnxFile file(
      long opset,
      List<Node> nodes,
      Map<String, NdArray> constants,
      List<ValueInfo> inputs,
      List<ValueInfo> outputs) {
    Graph graph = new Graph("g", nodes, constants, inputs, outputs);
    byte[] bytes = OnnxWriter.write(new OnnxFile("t", "", Map.of("", opset), graph, Map.of()), 8);
    return OnnxFile.read(Source.of("graph.onnx", bytes), ExternalData.refused());
  }

  public static float[] run(OnnxFile file, String output, Map<String, NdArray> given) {
    try (Workspace workspace = Workspace.threads(1)) {
      return ((NdArray.Floats) OnnxModel.of(file).run(workspace, given).get(output)).data();
    }
  }

  /// A step of a GRU written out, `hh` and `y` of `h`, `x` and a constant `one`: gates r, z, n,
  /// reset behind the matmul.
  public static List<Node> gruStep(String w, String r) {
    return List.of(
        node("MatMul", List.of("x", w), List.of("gx")),
        node("MatMul", List.of("h", r), List.of("gh")),
        node("Split", List.of("gx"), List.of("xr", "xz", "xn"), "axis", number(1)),
        node("Split", List.of("gh"), List.of("hr", "hz", "hn"), "axis", number(1)),
        node("Add", List.of("xr", "hr"), List.of("ar")),
        node("Sigmoid", List.of("ar"), List.of("r")),
        node("Add", List.of("xz", "hz"), List.of("az")),
        node("Sigmoid", List.of("az"), List.of("z")),
        node("Mul", List.of("r", "hn"), List.of("rh")),
        node("Add", List.of("xn", "rh"), List.of("an")),
        node("Tanh", List.of("an"), List.of("n")),
        node("Sub", List.of("one", "z"), List.of("z1")),
        node("Mul", List.of("z1", "n"), List.of("p")),
        node("Mul", List.of("z", "h"), List.of("q")),
        node("Add", List.of("p", "q"), List.of("hh")),
        node("Identity", List.of("hh"), List.of("y")));
  }
}
