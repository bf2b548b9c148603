package dev.sluice.formats.onnx.stack;

import dev.sluice.core.autodiff.Parameter;
import dev.sluice.core.model.RecurrentModel;
import dev.sluice.core.nn.InitialState;
import dev.sluice.core.nn.Merge;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.tensor.Shape;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.cell.CellKind;
import dev.sluice.formats.cell.CellSpec;
import dev.sluice.formats.cell.CellWeights;
import dev.sluice.formats.cell.CoreLayers;
import dev.sluice.formats.cell.CoreStack;
import dev.sluice.formats.cell.Parts;
import dev.sluice.formats.onnx.Attribute;
import dev.sluice.formats.onnx.Graph;
import dev.sluice.formats.onnx.NdArray;
import dev.sluice.formats.onnx.Node;
import dev.sluice.formats.onnx.NodeAttributes;
import dev.sluice.formats.onnx.OnnxFile;
import dev.sluice.formats.onnx.OnnxWriter;
import dev.sluice.formats.onnx.ValueInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Writes a stack as an ONNX graph of any batch and any number of steps.
///
/// ```
/// x [time,batch,I]   initial_h [L·D,batch,H]   (LSTM: initial_c)
///        │ GRU per layer, Squeeze or Transpose and Reshape between them
/// y [time,batch,O]   h_n [L·D,batch,H]         (LSTM: c_n)
/// ```
///
/// A learned initial state is a constant of the graph, in the place of the inputs `initial_h` and
/// `initial_c`. Dropout and other noise of training is left out.
public final class StackExport {
  /// Among the file's metadata: which biases there are, of which some may be zero.
  static final String BIAS = "sluice.bias";

  private static final int FLOAT = 1;

  private final Recurrent stack;
  private final RecurrentSpec<?> spec;
  private final CellKind kind;
  private final List<CoreStack.Layer> layers;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, NdArray> constants = new LinkedHashMap<>();

  private StackExport(Recurrent stack) {
    this.stack = stack;
    spec = stack.spec();
    layers = CoreLayers.of(stack);
    kind = layers.getFirst().spec().kind();
  }

  /// The bytes of a file.
  ///
  /// @throws FormatException if ONNX's operators do not compute what the stack does
  public static byte[] write(RecurrentModel model, Opset opset) {
    return write(model.stack(), opset);
  }

  /// The bytes of a file, from a stack whose parameters are as they are now.
  ///
  /// @throws FormatException if ONNX's operators do not compute what the stack does
  public static byte[] write(Recurrent stack, Opset opset) {
    OnnxFile file = new StackExport(stack).file(opset);
    return OnnxWriter.write(file, opset.ir());
  }

  private OnnxFile file(Opset opset) {
    int d = spec.topology().directions();
    int states = spec.topology().layers() * d;
    String h = Integer.toString(spec.hiddenSize());
    List<String> state = List.of(Integer.toString(states), "batch", h);
    List<ValueInfo> inputs = new ArrayList<>();
    inputs.add(
        new ValueInfo("x", FLOAT, List.of("time", "batch", Integer.toString(spec.inputSize()))));
    boolean lstm = kind == CellKind.LSTM;
    if (spec.topology().initialState() == InitialState.LEARNED) {
      learnedStates();
    } else {
      inputs.add(new ValueInfo("initial_h", FLOAT, state));
      splitStates("initial_h", "h0");
      if (lstm) {
        inputs.add(new ValueInfo("initial_c", FLOAT, state));
        splitStates("initial_c", "c0");
      }
    }
    String current = "x";
    for (int i = 0; i < layers.size(); i++) {
      current = layer(i, current);
    }
    List<ValueInfo> outputs = new ArrayList<>();
    outputs.add(
        new ValueInfo(
            current, FLOAT, List.of("time", "batch", Integer.toString(spec.outputSize()))));
    joinStates("hn", "h_n");
    outputs.add(new ValueInfo("h_n", FLOAT, state));
    if (lstm) {
      joinStates("cn", "c_n");
      outputs.add(new ValueInfo("c_n", FLOAT, state));
    }
    return new OnnxFile(
        "sluice",
        "",
        Map.of("", (long) opset.version()),
        new Graph(spec.cell(), nodes, constants, inputs, outputs),
        Map.of(BIAS, CoreLayers.bias(spec).name()));
  }

  private void add(
      String type, List<String> inputs, List<String> outputs, Map<String, Attribute> attributes) {
    nodes.add(OnnxWriter.node(type, inputs, outputs, attributes));
  }

  private String integers(String name, int... values) {
    constants.put(name, NdArray.longs(values));
    return name;
  }

  /// `h0_0`, `h0_1`, … `[D,batch,H]` of each layer.
  private void splitStates(String whole, String part) {
    List<String> parts = names(part);
    if (parts.size() == 1) {
      add("Identity", List.of(whole), parts, Map.of());
      return;
    }
    int[] sizes = new int[parts.size()];
    java.util.Arrays.fill(sizes, spec.topology().directions());
    String split = integers("sizes", sizes);
    add("Split", List.of(whole, split), parts, Map.of("axis", new Attribute.Int(0)));
  }

  private void joinStates(String part, String whole) {
    List<String> parts = names(part);
    if (parts.size() == 1) {
      add("Identity", parts, List.of(whole), Map.of());
    } else {
      add("Concat", parts, List.of(whole), Map.of("axis", new Attribute.Int(0)));
    }
  }

  private List<String> names(String part) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      names.add(part + "_" + i);
    }
    return names;
  }

  /// The learned vector `[S]` as `[D,1,H]` of each layer, expanded to the batch of x.
  private void learnedStates() {
    Parameter learned = Objects.requireNonNull(stack.parameters().get("initial_state"));
    float[] values = learned.toTensor().data();
    int d = spec.topology().directions();
    int h = spec.hiddenSize();
    int planes = spec.planes();
    add("Shape", List.of("x"), List.of("x_shape"), Map.of());
    String one = integers("one", 1);
    add("Gather", List.of("x_shape", one), List.of("batch_size"), Map.of());
    String directions = integers("directions", d);
    String hidden = integers("hidden", h);
    add(
        "Concat",
        List.of(directions, "batch_size", hidden),
        List.of("state_shape"),
        Map.of("axis", new Attribute.Int(0)));
    for (int i = 0; i < layers.size(); i++) {
      for (int plane = 0; plane < planes; plane++) {
        float[] part = new float[d * h];
        for (int k = 0; k < d; k++) {
          System.arraycopy(values, ((i * d + k) * planes + plane) * h, part, k * h, h);
        }
        String name = (plane == 0 ? "h0_" : "c0_") + i;
        constants.put("learned_" + name, new NdArray.Floats(Shape.of(d, 1, h), part));
        add("Expand", List.of("learned_" + name, "state_shape"), List.of(name), Map.of());
      }
    }
  }

  private String layer(int i, String x) {
    CellSpec cell = layers.get(i).spec();
    List<CellWeights> weights = layers.get(i).weights();
    int d = cell.directions();
    int h = cell.hidden();
    int rows = kind.gates() * h;
    constant(
        "W_" + i,
        Shape.of(d, rows, cell.inputs()),
        weights.stream().map(CellWeights::input).toList());
    constant("R_" + i, Shape.of(d, rows, h), weights.stream().map(CellWeights::hidden).toList());
    boolean biased = weights.getFirst().bias().length > 0;
    if (biased) {
      constant("B_" + i, Shape.of(d, 2 * rows), weights.stream().map(CellWeights::bias).toList());
    }
    List<String> inputs =
        new ArrayList<>(List.of(x, "W_" + i, "R_" + i, biased ? "B_" + i : "", "", "h0_" + i));
    List<String> outputs = new ArrayList<>(List.of("Y_" + i, "hn_" + i));
    if (kind == CellKind.LSTM) {
      inputs.add("c0_" + i);
      outputs.add("cn_" + i);
    }
    add(kind.name(), inputs, outputs, NodeAttributes.of(cell));
    String y = i == layers.size() - 1 ? "y" : "y_" + i;
    if (d == 1) {
      add("Squeeze", List.of("Y_" + i, integers("axis_1", 1)), List.of(y), Map.of());
    } else if (spec.topology().merge() == Merge.SUM) {
      add(
          "ReduceSum",
          List.of("Y_" + i, integers("axis_1", 1)),
          List.of(y),
          Map.of("keepdims", new Attribute.Int(0)));
    } else {
      add(
          "Transpose",
          List.of("Y_" + i),
          List.of("turned_" + i),
          Map.of("perm", new Attribute.Ints(new long[] {0, 2, 1, 3})));
      add("Reshape", List.of("turned_" + i, integers("flat", 0, 0, -1)), List.of(y), Map.of());
    }
    return y;
  }

  private void constant(String name, Shape shape, List<float[]> parts) {
    constants.put(name, new NdArray.Floats(shape, Parts.joined(parts)));
  }
}
