package dev.sluice.formats.keras;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Layout;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.cell.CellKind;
import dev.sluice.formats.cell.CellLayerRunner;
import dev.sluice.formats.cell.CellSpec;
import dev.sluice.formats.keras.KerasLayer.Outputs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Recurrent layers. A masked step leaves the state as it is, so the cell runs over the others
/// alone; what stands there in the outputs is filled in behind.
final class RecurrentRun {
  private RecurrentRun() {}

  /// @param states those of stateful parts, taken from the front
  /// @param kept where theirs are put behind the run
  static Values of(
      Workspace workspace,
      KerasLayer.Recurrent layer,
      Values x,
      List<KerasState.Part> states,
      List<KerasState.Part> kept) {
    if (x.rank() != 3) {
      throw new FormatException(
          "layer \"%s\" is given %s, expected [B,T,F]".formatted(layer.name(), x.tensor().shape()));
    }
    List<Tensor> made = new ArrayList<>();
    for (KerasLayer.Part part : layer.parts()) {
      CellSpec spec = part.runner().spec();
      x.requireFeatures(layer, spec.inputs());
      boolean keeps = part.memory() == KerasLayer.Memory.BETWEEN_RUNS;
      KerasState.Part state = zeros(spec, x.dim(0));
      if (keeps && !states.isEmpty()) {
        state = states.removeFirst();
      }
      made.add(run(workspace, layer, part, x, state, keeps ? kept : new ArrayList<>()));
    }
    Outputs outputs = layer.parts().getFirst().outputs();
    boolean @Nullable [] mask = outputs == Outputs.ALL ? x.mask() : null;
    if (made.size() == 1) {
      return new Values(made.getFirst(), mask);
    }
    Tensor backward = outputs == Outputs.ALL ? reversed(made.get(1)) : made.get(1);
    return new Values(merged(layer.merging(), made.getFirst(), backward), mask);
  }

  private static KerasState.Part zeros(CellSpec spec, int batch) {
    int size = batch * spec.hidden();
    return new KerasState.Part(new float[size], new float[spec.kind() == CellKind.LSTM ? size : 0]);
  }

  /// Outputs in the order in which the part takes the steps, `[B,T,H]`, or the last, `[B,H]`.
  private static Tensor run(
      Workspace workspace,
      KerasLayer.Recurrent layer,
      KerasLayer.Part part,
      Values x,
      KerasState.Part state,
      List<KerasState.Part> kept) {
    CellSpec spec = part.runner().spec();
    int batch = x.dim(0);
    int steps = x.dim(1);
    KerasState.Part zeros = zeros(spec, batch);
    if (state.hidden().length != zeros.hidden().length
        || state.cell().length != zeros.cell().length) {
      throw new FormatException(
          "layer \"%s\": the state is one of another number of sequences or of another model"
              .formatted(layer.name()));
    }
    boolean[] counts = counts(part, x);
    int[] lengths = new int[batch];
    float[] in = new float[x.tensor().data().length];
    for (int b = 0; b < batch; b++) {
      for (int s = 0; s < steps; s++) {
        if (counts[b * steps + s]) {
          int from = (b * steps + at(part, steps, s)) * spec.inputs();
          int to = (b * steps + lengths[b]++) * spec.inputs();
          System.arraycopy(x.tensor().data(), from, in, to, spec.inputs());
        }
      }
    }
    Seq packed =
        Seq.fromPadded(Tensor.of(x.tensor().shape(), in), Layout.BATCH_MAJOR, Lengths.of(lengths));
    CellLayerRunner.Result done =
        part.runner().run(workspace, packed, state.hidden(), state.cell());
    kept.add(new KerasState.Part(done.hidden(), done.cell()));
    float[] all = spread(part, done.outputs(), counts, steps);
    if (part.outputs() == Outputs.ALL) {
      return Tensor.of(Shape.of(batch, steps, spec.hidden()), all);
    }
    float[] last = new float[batch * spec.hidden()];
    for (int b = 0; b < batch && steps > 0; b++) {
      int from = ((b + 1) * steps - 1) * spec.hidden();
      System.arraycopy(all, from, last, b * spec.hidden(), spec.hidden());
    }
    return Tensor.of(Shape.of(batch, spec.hidden()), last);
  }

  /// The step of the input that is taken as step `s`.
  private static int at(KerasLayer.Part part, int steps, int s) {
    return part.order() == KerasLayer.Order.BACKWARD ? steps - 1 - s : s;
  }

  /// Which steps count, in the order in which they are taken.
  private static boolean[] counts(KerasLayer.Part part, Values x) {
    int steps = x.dim(1);
    boolean[] counts = new boolean[x.dim(0) * steps];
    boolean[] mask = x.mask();
    for (int b = 0; b < x.dim(0); b++) {
      for (int s = 0; s < steps; s++) {
        counts[b * steps + s] = mask == null || mask[b * steps + at(part, steps, s)];
      }
    }
    return counts;
  }

  /// The outputs at all steps: those that do not count repeat the one before, or are zero.
  private static float[] spread(KerasLayer.Part part, Seq outputs, boolean[] counts, int steps) {
    int h = part.runner().spec().hidden();
    Lengths lengths = outputs.lengths();
    float[] all = new float[counts.length * h];
    for (int b = 0; b < lengths.batch(); b++) {
      int t = 0;
      for (int s = 0; s < steps; s++) {
        int to = (b * steps + s) * h;
        if (counts[b * steps + s]) {
          System.arraycopy(outputs.rows().data(), lengths.row(b, t++) * h, all, to, h);
        } else if (part.masked() == KerasLayer.MaskedOutputs.BEFORE && s > 0) {
          System.arraycopy(all, to - h, all, to, h);
        }
      }
    }
    return all;
  }

  /// `[B,T,H]` with the last step first.
  private static Tensor reversed(Tensor x) {
    int steps = x.shape().dim(1);
    int h = x.shape().dim(2);
    float[] out = new float[x.data().length];
    for (int row = 0; row < out.length / Math.max(1, h); row++) {
      int b = row / steps;
      int to = b * steps + steps - 1 - row % steps;
      System.arraycopy(x.data(), row * h, out, to * h, h);
    }
    return Tensor.of(x.shape(), out);
  }

  private static Tensor merged(KerasLayer.Merging merging, Tensor a, Tensor b) {
    if (merging == KerasLayer.Merging.CONCAT) {
      int left = a.shape().columns();
      int right = b.shape().columns();
      int rows = a.shape().rows();
      float[] out = new float[a.data().length + b.data().length];
      for (int row = 0; row < rows; row++) {
        int to = row * (left + right);
        System.arraycopy(a.data(), row * left, out, to, left);
        System.arraycopy(b.data(), row * right, out, to + left, right);
      }
      return Tensor.of(a.shape().withLast(left + right), out);
    }
    if (!a.shape().equals(b.shape())) {
      throw new FormatException("directions of other sizes cannot be merged: " + a + ", " + b);
    }
    float[] out = new float[a.data().length];
    for (int i = 0; i < out.length; i++) {
      float x = a.data()[i];
      float y = b.data()[i];
      out[i] =
          switch (merging) {
            case SUM -> x + y;
            case MUL -> x * y;
            case AVE -> (x + y) / 2;
            default -> throw new IllegalArgumentException(merging.toString());
          };
    }
    return Tensor.of(a.shape(), out);
  }
}
