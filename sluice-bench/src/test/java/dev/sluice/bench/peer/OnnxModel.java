package dev.sluice.bench.peer;

import dev.sluice.bench.Numbers;
import dev.sluice.bench.Workload;
import dev.sluice.core.nn.Reset;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Writes the workload as an ONNX model, `x [T,B,I], h0 [D,B,H] ─► y [T,B,D·H], h [D,B,H]`: the few
/// messages of onnx.proto3 that it takes. Field numbers: github.com/onnx/onnx, onnx/onnx.proto.
///
/// ONNX's update gate weighs the old state, so z's weights change their sign: 1 − σ(a) = σ(−a).
final class OnnxModel {
  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final int GRAPH_ATTRIBUTE_INT = 2;
  private static final int GRAPH_ATTRIBUTE_STRING = 3;
  private static final int GRAPH_ATTRIBUTE_INTS = 7;

  private final Workload workload;
  private final Reset reset;
  private final Numbers numbers;
  private final Message graph = new Message();

  private OnnxModel(Workload workload, Reset reset, Numbers numbers) {
    this.workload = workload;
    this.reset = reset;
    this.numbers = numbers;
  }

  static byte[] of(Workload workload, Reset reset, Numbers numbers) {
    return new OnnxModel(workload, reset, numbers).write();
  }

  private byte[] write() {
    Workload.Stack stack = workload.stack();
    String from = "x";
    for (int layer = 0; layer < stack.layers(); layer++) {
      from = layer(layer, from);
    }
    node("Identity", List.of(from), List.of("y"));
    graph.string(2, "gru");
    int d = stack.directions();
    graph.message(11, value("x", workload.steps(), workload.batch(), stack.inputs()));
    graph.message(11, value("h0", d, workload.batch(), stack.hidden()));
    graph.message(12, value("y", workload.steps(), workload.batch(), d * stack.hidden()));
    graph.message(12, value("h", d, workload.batch(), stack.hidden()));
    Message opset = new Message().number(2, 17);
    return new Message().number(1, 8).message(7, graph).message(8, opset).bytes();
  }

  /// @return the name of the layer's output `[T,B,D·H]`
  private String layer(int layer, String from) {
    Workload.Stack stack = workload.stack();
    int h = stack.hidden();
    int d = stack.directions();
    weights(layer, "input", "W" + layer, 3 * h, stack.inputs(layer));
    weights(layer, "hidden", "R" + layer, 3 * h, h);
    weights(layer, "bias", "B" + layer, 6 * h, 1);
    String state = layer == stack.layers() - 1 ? "h" : "h_" + layer;
    Message gru =
        node(
            "GRU",
            List.of(from, "W" + layer, "R" + layer, "B" + layer, "", "h0"),
            List.of("y4_" + layer, state));
    attribute(gru, "hidden_size", GRAPH_ATTRIBUTE_INT, a -> a.number(3, h));
    long after = reset == Reset.AFTER_MATMUL ? 1 : 0;
    attribute(gru, "linear_before_reset", GRAPH_ATTRIBUTE_INT, a -> a.number(3, after));
    String direction = d == 2 ? "bidirectional" : "forward";
    attribute(gru, "direction", GRAPH_ATTRIBUTE_STRING, a -> a.string(4, direction));
    graph.message(1, gru);
    Message turned = node("Transpose", List.of("y4_" + layer), List.of("t_" + layer));
    attribute(
        turned,
        "perm",
        GRAPH_ATTRIBUTE_INTS,
        a -> a.number(8, 0).number(8, 2).number(8, 1).number(8, 3));
    graph.message(1, turned);
    longs("shape_" + layer, workload.steps(), workload.batch(), (long) d * h);
    String name = "y_" + layer;
    graph.message(1, node("Reshape", List.of("t_" + layer, "shape_" + layer), List.of(name)));
    return name;
  }

  private interface Filling {
    void fill(Message attribute);
  }

  private static void attribute(Message node, String name, int type, Filling value) {
    Message attribute = new Message().string(1, name);
    value.fill(attribute);
    node.message(5, attribute.number(20, type));
  }

  private Message node(String type, List<String> inputs, List<String> outputs) {
    Message node = new Message();
    inputs.forEach(name -> node.string(1, name));
    outputs.forEach(name -> node.string(2, name));
    node.string(4, type);
    if (type.equals("Identity")) {
      graph.message(1, node);
    }
    return node;
  }

  /// A weight of all directions `[D,rows,columns]` (biases `[D,rows]`), z's rows with other sign.
  private void weights(int layer, String part, String name, int rows, int columns) {
    int d = workload.stack().directions();
    int h = workload.stack().hidden();
    ByteBuffer data = ByteBuffer.allocate(4 * d * rows * columns).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < d; i++) {
      float[] values = numbers.of(Numbers.place(layer, i) + part);
      for (int j = 0; j < values.length; j++) {
        boolean update = j / columns % (3 * h) < h;
        data.putFloat(update ? -values[j] : values[j]);
      }
    }
    Message tensor = new Message().number(1, d).number(1, rows);
    if (columns > 1) {
      tensor.number(1, columns);
    }
    graph.message(5, tensor.number(2, FLOAT).string(8, name).bytes(9, data.array()));
  }

  private void longs(String name, long... values) {
    ByteBuffer data = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      data.putLong(value);
    }
    Message tensor = new Message().number(1, values.length).number(2, INT64).string(8, name);
    graph.message(5, tensor.bytes(9, data.array()));
  }

  private static Message value(String name, long... dims) {
    Message shape = new Message();
    for (long dim : dims) {
      shape.message(1, new Message().number(1, dim));
    }
    Message tensor = new Message().number(1, FLOAT).message(2, shape);
    return new Message().string(1, name).message(2, new Message().message(1, tensor));
  }

  /// A protobuf message: fields one after the other.
  private static final class Message {
    private final List<byte[]> parts = new ArrayList<>();

    Message number(int field, long value) {
      parts.add(varint((long) field << 3));
      parts.add(varint(value));
      return this;
    }

    Message bytes(int field, byte[] value) {
      parts.add(varint((long) field << 3 | 2));
      parts.add(varint(value.length));
      parts.add(value);
      return this;
    }

    Message string(int field, String value) {
      return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Message message(int field, Message value) {
      return bytes(field, value.bytes());
    }

    byte[] bytes() {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      parts.forEach(out::writeBytes);
      return out.toByteArray();
    }

    private static byte[] varint(long value) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      long rest = value;
      for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
        out.write((int) ((rest & 0x7f) | 0x80));
      }
      out.write((int) rest);
      return out.toByteArray();
    }
  }
}
