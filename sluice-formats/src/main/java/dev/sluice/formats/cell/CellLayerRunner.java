package dev.sluice.formats.cell;

import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One layer of a file, ready to run: on sluice-core's kernels where they compute the same, in
/// plain loops elsewhere.
public final class CellLayerRunner {
  private final CellSpec spec;
  private final List<CellWeights> weights;
  private final @Nullable Recurrent stack;

  /// A layer with its weights by direction.
  ///
  /// @throws IllegalArgumentException if weights have another size than the spec says
  public CellLayerRunner(CellSpec spec, List<CellWeights> weights) {
    this.spec = spec;
    this.weights = List.copyOf(weights);
    weights.forEach(each -> each.checked(spec));
    stack = CoreStack.of(List.of(new CoreStack.Layer(spec, weights))).orElse(null);
  }

  /// What it computes.
  public CellSpec spec() {
    return spec;
  }

  /// The weights by direction.
  public List<CellWeights> weights() {
    return weights;
  }

  /// The same as a stack of sluice-core, if that computes it.
  public Optional<Recurrent> stack() {
    return Optional.ofNullable(stack);
  }

  /// What a run gave.
  ///
  /// @param outputs `[ΣT,D·H]`
  /// @param hidden `[D,B,H]` behind each sequence's last step in that direction
  /// @param cell `[D,B,H]` of an LSTM, else empty
  public record Result(Seq outputs, float[] hidden, float[] cell) {}

  /// Runs over whole sequences.
  ///
  /// @param hidden `[D,B,H]`, the states to begin with
  /// @param cell `[D,B,H]` of an LSTM, else empty
  public Result run(Workspace workspace, Seq x, float[] hidden, float[] cell) {
    return stack == null ? general(x, hidden, cell) : fused(stack, workspace, x, hidden, cell);
  }

  private Result fused(Recurrent core, Workspace workspace, Seq x, float[] hidden, float[] cell) {
    int batch = x.lengths().batch();
    int h = spec.hidden();
    int planes = core.stateSize() / (spec.directions() * h);
    Tensor state = Tensor.zeros(batch, core.stateSize());
    for (int d = 0; d < spec.directions(); d++) {
      for (int b = 0; b < batch; b++) {
        int from = (d * batch + b) * h;
        int to = b * core.stateSize() + d * planes * h;
        System.arraycopy(hidden, from, state.data(), to, h);
        if (planes == 2) {
          System.arraycopy(cell, from, state.data(), to + h, h);
        }
      }
    }
    try (Tape tape = workspace.inference()) {
      Recurrent.Unrolled done = core.unroll(tape.seq(x), tape.constant(state));
      float[] end = done.state().copy().data();
      float[] lastHidden = new float[hidden.length];
      float[] lastCell = new float[cell.length];
      for (int d = 0; d < spec.directions(); d++) {
        for (int b = 0; b < batch; b++) {
          int to = (d * batch + b) * h;
          int from = b * core.stateSize() + d * planes * h;
          System.arraycopy(end, from, lastHidden, to, h);
          if (planes == 2) {
            System.arraycopy(end, from + h, lastCell, to, h);
          }
        }
      }
      Seq outputs = Seq.packed(done.outputs().rows().copy(), x.lengths());
      return new Result(outputs, lastHidden, lastCell);
    }
  }

  private Result general(Seq x, float[] hidden, float[] cell) {
    int batch = x.lengths().batch();
    int h = spec.hidden();
    int width = spec.directions() * h;
    float[] y = new float[x.lengths().rows() * width];
    List<float[]> hiddens = new ArrayList<>();
    List<float[]> cells = new ArrayList<>();
    for (int d = 0; d < spec.directions(); d++) {
      Direction direction = spec.direction().parts().get(d);
      float[] state = part(hidden, d, batch * h);
      float[] memory = part(cell, d, spec.kind() == CellKind.LSTM ? batch * h : 0);
      new GeneralCell(spec, weights.get(d), spec.activations().get(d))
          .run(direction, x.lengths(), x.rows().data(), state, memory, y, d * h, width);
      hiddens.add(state);
      cells.add(memory);
    }
    Tensor rows = Tensor.of(Shape.of(x.lengths().rows(), width), y);
    return new Result(Seq.packed(rows, x.lengths()), Parts.joined(hiddens), Parts.joined(cells));
  }

  private static float[] part(float[] values, int d, int size) {
    float[] out = new float[size];
    System.arraycopy(values, d * size, out, 0, size);
    return out;
  }
}
