package dev.sluice.conformance;

import dev.sluice.core.nn.Direction;
import dev.sluice.core.tensor.Shape;
import dev.sluice.formats.cell.CellKind;
import dev.sluice.formats.cell.CellSpec;
import dev.sluice.formats.cell.CellWeights;
import dev.sluice.formats.cell.Parts;
import dev.sluice.formats.onnx.Attribute;
import dev.sluice.formats.onnx.Graph;
import dev.sluice.formats.onnx.NdArray;
import dev.sluice.formats.onnx.Node;
import dev.sluice.formats.onnx.NodeAttributes;
import dev.sluice.formats.onnx.OnnxFile;
import dev.sluice.formats.onnx.OnnxWriter;
import dev.sluice.formats.onnx.RecurrentNode.Layout;
import dev.sluice.formats.onnx.ValueInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Puts layers into a graph of opset 14, and computes what comes out.
final class CaseGraph {
  private final String id;
  private final List<String> features;
  private final List<CellSpec> layers;
  private final List<List<CellWeights>> weights;
  private final Layout layout;
  private final Map<String, NdArray> given;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, NdArray> constants = new LinkedHashMap<>();
  private final NdArray.Floats x;
  private final int steps;
  private final int batch;

  CaseGraph(
      String id,
      List<String> features,
      List<CellSpec> layers,
      List<List<CellWeights>> weights,
      Layout layout,
      Map<String, NdArray> given) {
    this.id = id;
    this.features = features;
    this.layers = layers;
    this.weights = weights;
    this.layout = layout;
    this.given = given;
    x = (NdArray.Floats) Objects.requireNonNull(given.get("X"));
    steps = x.shape().dim(0);
    batch = x.shape().dim(1);
  }

  KitCase build() {
    String current = "X";
    for (int i = 0; i < layers.size(); i++) {
      current = layer(i, current);
    }
    Map<String, NdArray> expected = expected();
    List<ValueInfo> inputs = new ArrayList<>();
    Map<String, NdArray> fed = new LinkedHashMap<>();
    given.forEach((name, value) -> fed.put(name, placed(value)));
    fed.forEach((name, value) -> inputs.add(info(name, value)));
    List<ValueInfo> outputs = new ArrayList<>();
    expected.forEach((name, value) -> outputs.add(info(name, value)));
    OnnxFile file =
        new OnnxFile(
            "sluice-conformance",
            "1",
            Map.of("", 14L),
            new Graph(id, nodes, constants, inputs, outputs),
            Map.of());
    return new KitCase(id, List.copyOf(features), layers, weights, file, fed, expected);
  }

  private static ValueInfo info(String name, NdArray value) {
    List<String> extents = new ArrayList<>();
    for (int dim : value.shape().dims()) {
      extents.add(Integer.toString(dim));
    }
    return new ValueInfo(name, value.type().code(), extents);
  }

  /// As the layout wants it: batch first, if it says so.
  private NdArray placed(NdArray value) {
    boolean turned = layout == Layout.BATCH_MAJOR && value instanceof NdArray.Floats;
    return turned ? swapped((NdArray.Floats) value) : value;
  }

  private static NdArray.Floats swapped(NdArray.Floats value) {
    int a = value.shape().dim(0);
    int b = value.shape().dim(1);
    int width = value.shape().dim(2);
    float[] out = new float[value.data().length];
    for (int i = 0; i < a; i++) {
      for (int j = 0; j < b; j++) {
        System.arraycopy(value.data(), (i * b + j) * width, out, (j * a + i) * width, width);
      }
    }
    return new NdArray.Floats(Shape.of(b, a, width), out);
  }

  private String layer(int i, String from) {
    CellSpec cell = layers.get(i);
    int rows = cell.kind().gates() * cell.hidden();
    int d = cell.directions();
    List<CellWeights> own = weights.get(i);
    constant(
        "W" + i, Shape.of(d, rows, cell.inputs()), own.stream().map(CellWeights::input).toList());
    constant(
        "R" + i, Shape.of(d, rows, cell.hidden()), own.stream().map(CellWeights::hidden).toList());
    boolean biased = own.getFirst().bias().length > 0;
    boolean peepholes = own.getFirst().peepholes().length > 0;
    if (biased) {
      constant("B" + i, Shape.of(d, 2 * rows), own.stream().map(CellWeights::bias).toList());
    }
    if (peepholes) {
      constant(
          "P" + i,
          Shape.of(d, 3 * cell.hidden()),
          own.stream().map(CellWeights::peepholes).toList());
    }
    List<String> inputs = new ArrayList<>();
    inputs.addAll(List.of(from, "W" + i, "R" + i, biased ? "B" + i : ""));
    inputs.add(given.containsKey("sequence_lens") ? "sequence_lens" : "");
    inputs.add(given.containsKey("initial_h_" + i) ? "initial_h_" + i : "");
    if (cell.kind() == CellKind.LSTM) {
      inputs.add(given.containsKey("initial_c_" + i) ? "initial_c_" + i : "");
      inputs.add(peepholes ? "P" + i : "");
    }
    while (inputs.getLast().isEmpty()) {
      inputs.removeLast();
    }
    boolean last = i == layers.size() - 1;
    List<String> outputs = new ArrayList<>();
    outputs.add(last ? "Y" : "Y" + i);
    outputs.add(last ? "Y_h" : "");
    if (cell.kind() == CellKind.LSTM) {
      outputs.add(last ? "Y_c" : "");
    }
    Map<String, Attribute> attributes = NodeAttributes.of(cell);
    if (layout == Layout.BATCH_MAJOR) {
      attributes.put("layout", new Attribute.Int(1));
    }
    nodes.add(OnnxWriter.node(cell.kind().name(), inputs, outputs, attributes));
    if (!last) {
      nodes.add(
          OnnxWriter.node(
              "Transpose",
              List.of("Y" + i),
              List.of("turned" + i),
              Map.of("perm", new Attribute.Ints(new long[] {0, 2, 1, 3}))));
      constants.put("flat", NdArray.longs(0, 0, -1));
      nodes.add(
          OnnxWriter.node("Reshape", List.of("turned" + i, "flat"), List.of("y" + i), Map.of()));
    }
    return "y" + i;
  }

  private void constant(String name, Shape shape, List<float[]> parts) {
    constants.put(name, new NdArray.Floats(shape, Parts.joined(parts)));
  }

  /// Y `[T,D,B,H]`, Y_h and Y_c `[D,B,H]`, or as layout 1 has them.
  private Map<String, NdArray> expected() {
    int width = layers.getFirst().inputs();
    double[][][] rows = new double[batch][steps][width];
    for (int t = 0; t < steps; t++) {
      for (int b = 0; b < batch; b++) {
        for (int k = 0; k < width; k++) {
          rows[b][t][k] = x.data()[(t * batch + b) * width + k];
        }
      }
    }
    Map<String, NdArray> out = new LinkedHashMap<>();
    for (int i = 0; i < layers.size(); i++) {
      rows = run(i, rows, out);
    }
    return out;
  }

  private double[][][] run(int i, double[][][] rows, Map<String, NdArray> out) {
    CellSpec cell = layers.get(i);
    int d = cell.directions();
    int h = cell.hidden();
    double[][][] joined = new double[batch][steps][d * h];
    float[] hn = new float[d * batch * h];
    float[] cn = new float[d * batch * h];
    for (int k = 0; k < d; k++) {
      Direction part = cell.direction().parts().get(k);
      DoubleCell judge = new DoubleCell(cell, weights.get(i).get(k), cell.activations().get(k));
      for (int b = 0; b < batch; b++) {
        double[] hidden = state("initial_h_" + i, (k * batch + b) * h, h);
        double[] memory = state("initial_c_" + i, (k * batch + b) * h, h);
        double[][] y = judge.run(part, rows[b], length(b), hidden, memory);
        for (int t = 0; t < steps; t++) {
          System.arraycopy(y[t], 0, joined[b][t], k * h, h);
        }
        for (int j = 0; j < h; j++) {
          hn[(k * batch + b) * h + j] = (float) hidden[j];
          cn[(k * batch + b) * h + j] = (float) memory[j];
        }
      }
    }
    Shape state = Shape.of(d, batch, h);
    out.clear();
    out.put("Y", outputs(joined, d, h));
    out.put("Y_h", placed(new NdArray.Floats(state, hn)));
    if (cell.kind() == CellKind.LSTM) {
      out.put("Y_c", placed(new NdArray.Floats(state, cn)));
    }
    return joined;
  }

  private NdArray outputs(double[][][] joined, int d, int h) {
    boolean turned = layout == Layout.BATCH_MAJOR;
    float[] y = new float[steps * d * batch * h];
    for (int b = 0; b < batch; b++) {
      for (int t = 0; t < steps; t++) {
        for (int k = 0; k < d; k++) {
          int row = turned ? (b * steps + t) * d + k : (t * d + k) * batch + b;
          for (int j = 0; j < h; j++) {
            y[row * h + j] = (float) joined[b][t][k * h + j];
          }
        }
      }
    }
    return new NdArray.Floats(
        turned ? Shape.of(batch, steps, d, h) : Shape.of(steps, d, batch, h), y);
  }

  private double[] state(String name, int from, int h) {
    double[] state = new double[h];
    if (given.get(name) instanceof NdArray.Floats values) {
      for (int j = 0; j < h; j++) {
        state[j] = values.data()[from + j];
      }
    }
    return state;
  }

  private int length(int b) {
    return given.get("sequence_lens") instanceof NdArray.Longs lengths
        ? (int) lengths.data()[b]
        : steps;
  }
}
