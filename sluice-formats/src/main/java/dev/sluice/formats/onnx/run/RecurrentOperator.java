package dev.sluice.formats.onnx.run;

import dev.sluice.core.nn.Reset;
import dev.sluice.core.tensor.Layout;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.cell.CellKind;
import dev.sluice.formats.cell.CellLayerRunner;
import dev.sluice.formats.cell.CellSpec;
import dev.sluice.formats.onnx.NdArray;
import dev.sluice.formats.onnx.OnnxModelOptions;
import dev.sluice.formats.onnx.RecurrentNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `GRU`, `LSTM` and `RNN`: constant weights are made ready once.
final class RecurrentOperator implements Operator {
  private final RecurrentNode node;
  private final Reset reset;
  private final RecurrentNode.Layout layout;
  private final @Nullable CellLayerRunner ready;

  private RecurrentOperator(Plan plan) {
    node = RecurrentNode.of(plan.node()).orElseThrow();
    layout = node.layout();
    reset =
        plan.options().reset() == OnnxModelOptions.GivenReset.AFTER_MATMUL
            ? Reset.AFTER_MATMUL
            : node.reset();
    List<@Nullable NdArray> constants = new ArrayList<>();
    int missing = 0;
    for (int i = 0; i < plan.node().inputs().size(); i++) {
      constants.add(plan.constant(i));
      boolean weight = i >= 1 && i <= 3 || i == 7;
      boolean given = !plan.node().input(i).isEmpty();
      missing += weight && given && plan.constant(i) == null ? 1 : 0;
    }
    if (missing == 0) {
      plan.copies().add(plan.node(), constants);
      ready = runner(constants);
    } else {
      ready = null;
    }
  }

  static void addTo(Map<String, Factory> operators) {
    for (CellKind kind : CellKind.values()) {
      operators.put(kind.name(), RecurrentOperator::new);
    }
  }

  private CellLayerRunner runner(List<@Nullable NdArray> inputs) {
    RecurrentNode.Weighed weighed = node.weigh(inputs, reset);
    return new CellLayerRunner(weighed.spec(), weighed.weights());
  }

  @Override
  public List<NdArray> run(Call call) {
    CellLayerRunner layer = ready == null ? runner(call.inputs()) : ready;
    CellSpec spec = layer.spec();
    boolean batchMajor = layout == RecurrentNode.Layout.BATCH_MAJOR;
    NdArray.Floats x = call.floats(0);
    if (x.shape().rank() != 3 || x.shape().dim(2) != spec.inputs()) {
      throw call.error("X is " + x + ", expected " + spec.inputs() + " features along axis 2");
    }
    int steps = x.shape().dim(batchMajor ? 1 : 0);
    int batch = x.shape().dim(batchMajor ? 0 : 1);
    call.require(bytes(spec, steps, batch));
    Seq packed =
        Seq.fromPadded(
            Tensor.of(x.shape(), x.data()),
            batchMajor ? Layout.BATCH_MAJOR : Layout.TIME_MAJOR,
            lengths(call, batch, steps));
    boolean lstm = spec.kind() == CellKind.LSTM;
    CellLayerRunner.Result done =
        layer.run(
            call.workspace(),
            packed,
            state(call, 5, spec, batch),
            lstm ? state(call, 6, spec, batch) : new float[0]);
    List<NdArray> outputs = new ArrayList<>();
    outputs.add(outputs(call, spec, done.outputs(), steps));
    outputs.add(states(call, spec, batch, done.hidden()));
    if (lstm) {
      outputs.add(states(call, spec, batch, done.cell()));
    }
    return outputs;
  }

  /// Rows of x, of gates and of outputs, states, and the rows' places.
  private static long bytes(CellSpec spec, int steps, int batch) {
    long row = spec.inputs() + 6L * spec.directions() * spec.hidden() + 2;
    return Float.BYTES * ((long) steps * batch * row + (batch + 1L) * row + steps);
  }

  private static Lengths lengths(Call call, int batch, int steps) {
    if (!call.has(4)) {
      return Lengths.equal(batch, steps);
    }
    long[] given = call.longs(4).data();
    if (given.length != batch) {
      throw call.error(given.length + " sequence_lens for a batch of " + batch);
    }
    int[] lengths = new int[batch];
    for (int b = 0; b < batch; b++) {
      if (given[b] < 0 || given[b] > steps) {
        throw call.error("sequence " + b + " has a length of " + given[b] + ", X " + steps);
      }
      lengths[b] = (int) given[b];
    }
    return Lengths.of(lengths);
  }

  /// `[D,B,H]`, zeros where the input is absent.
  private float[] state(Call call, int input, CellSpec spec, int batch) {
    int d = spec.directions();
    int h = spec.hidden();
    if (!call.has(input)) {
      return call.newFloats(d * batch * h);
    }
    NdArray.Floats given = call.floats(input);
    boolean batchMajor = layout == RecurrentNode.Layout.BATCH_MAJOR;
    Shape expected = batchMajor ? Shape.of(batch, d, h) : Shape.of(d, batch, h);
    if (!given.shape().equals(expected)) {
      throw call.error("its state, input " + input + ", is " + given + ", expected " + expected);
    }
    return batchMajor
        ? ((NdArray.Floats) Rearrange.of(call, given, Shape.of(d, batch, h), 0, h, d * h, 1)).data()
        : given.data().clone();
  }

  private NdArray states(Call call, CellSpec spec, int batch, float[] values) {
    int d = spec.directions();
    int h = spec.hidden();
    NdArray.Floats states = new NdArray.Floats(Shape.of(d, batch, h), values);
    return layout == RecurrentNode.Layout.BATCH_MAJOR
        ? Rearrange.of(call, states, Shape.of(batch, d, h), 0, h, batch * h, 1)
        : states;
  }

  /// `[T,D,B,H]` or `[B,T,D,H]`, zero behind each sequence's end.
  private NdArray outputs(Call call, CellSpec spec, Seq y, int steps) {
    int batch = y.lengths().batch();
    int d = spec.directions();
    int h = spec.hidden();
    boolean batchMajor = layout == RecurrentNode.Layout.BATCH_MAJOR;
    Shape shape =
        batchMajor ? Shapes.of(call, batch, steps, d, h) : Shapes.of(call, steps, d, batch, h);
    float[] out = call.newFloats(shape.size());
    float[] rows = y.rows().data();
    for (int b = 0; b < batch; b++) {
      for (int t = 0; t < y.lengths().length(b); t++) {
        for (int k = 0; k < d; k++) {
          int to = batchMajor ? (b * steps + t) * d + k : (t * d + k) * batch + b;
          System.arraycopy(rows, (y.lengths().row(b, t) * d + k) * h, out, to * h, h);
        }
      }
    }
    return new NdArray.Floats(shape, out);
  }
}
