package dev.sluice.formats.cell;

import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.Reset;
import dev.sluice.core.tensor.Lengths;
import java.util.Arrays;
import java.util.List;

/// One direction of a layer with all options, in plain loops: for what sluice-core's fused cells do
/// not compute.
///
/// Equations: the operators `GRU`, `LSTM` and `RNN` of ONNX, opset 22. Sums begin at the bias and
/// add W x, then R h, in ascending order.
final class GeneralCell {
  private final CellSpec spec;
  private final CellWeights weights;
  private final List<CellActivation> functions;
  private final int h;
  private final float[] gates;
  private final float[] inner;

  GeneralCell(CellSpec spec, CellWeights weights, List<CellActivation> functions) {
    this.spec = spec;
    this.weights = weights.checked(spec);
    this.functions = functions;
    h = spec.hidden();
    gates = new float[spec.kind().gates() * h];
    inner = new float[h];
  }

  /// Runs over all sequences.
  ///
  /// @param x `[ΣT,I]` packed
  /// @param hidden `[B,H]`, the states; changed to those behind each sequence
  /// @param cell `[B,H]` of an LSTM, else empty; changed too
  /// @param y `[ΣT,width]`, of which columns `[column, column+H)` are written
  void run(
      Direction direction,
      Lengths lengths,
      float[] x,
      float[] hidden,
      float[] cell,
      float[] y,
      int column,
      int width) {
    for (int b = 0; b < lengths.batch(); b++) {
      int length = lengths.length(b);
      for (int s = 0; s < length; s++) {
        int t = direction == Direction.BACKWARD ? length - 1 - s : s;
        int row = lengths.row(b, t);
        step(x, row * spec.inputs(), hidden, b * h, cell, b * h);
        System.arraycopy(hidden, b * h, y, row * width + column, h);
      }
    }
  }

  private void step(float[] x, int xAt, float[] state, int at, float[] cell, int cellAt) {
    for (int j = 0; j < gates.length; j++) {
      float sum = weights.bias().length == 0 ? 0 : weights.bias()[j];
      gates[j] = dot(weights.input(), j * spec.inputs(), x, xAt, spec.inputs(), sum);
    }
    switch (spec.kind()) {
      case RNN -> {
        addRecurrent(0, h, state, at);
        for (int j = 0; j < h; j++) {
          state[at + j] = functions.get(0).of(clip(gates[j]));
        }
      }
      case GRU -> gru(state, at);
      case LSTM -> lstm(state, at, cell, cellAt);
    }
  }

  private void gru(float[] state, int at) {
    addRecurrent(0, 2 * h, state, at);
    for (int j = 0; j < 2 * h; j++) {
      gates[j] = functions.get(0).of(clip(gates[j]));
    }
    if (spec.reset() == Reset.BEFORE_MATMUL) {
      for (int j = 0; j < h; j++) {
        inner[j] = gates[h + j] * state[at + j];
      }
      for (int j = 0; j < h; j++) {
        int row = 2 * h + j;
        gates[row] = dot(weights.hidden(), row * h, inner, 0, h, gates[row] + recurrentBias(row));
      }
    } else {
      for (int j = 0; j < h; j++) {
        int row = 2 * h + j;
        float own = dot(weights.hidden(), row * h, state, at, h, recurrentBias(row));
        gates[row] += gates[h + j] * own;
      }
    }
    for (int j = 0; j < h; j++) {
      float candidate = functions.get(1).of(clip(gates[2 * h + j]));
      state[at + j] = (1 - gates[j]) * candidate + gates[j] * state[at + j];
    }
  }

  /// Blocks i, o, f, c.
  private void lstm(float[] state, int at, float[] cell, int cellAt) {
    addRecurrent(0, 4 * h, state, at);
    float[] p = weights.peepholes();
    for (int j = 0; j < h; j++) {
      float old = cell[cellAt + j];
      float pi = p.length == 0 ? 0 : p[j] * old;
      float pf = p.length == 0 ? 0 : p[2 * h + j] * old;
      float i = functions.get(0).of(clip(gates[j] + pi));
      float f =
          spec.forget() == CellSpec.Forget.COUPLED
              ? 1 - i
              : functions.get(0).of(clip(gates[2 * h + j] + pf));
      float c = f * old + i * functions.get(1).of(clip(gates[3 * h + j]));
      float po = p.length == 0 ? 0 : p[h + j] * c;
      float o = functions.get(0).of(clip(gates[h + j] + po));
      cell[cellAt + j] = c;
      inner[j] = o * functions.get(2).of(c);
    }
    System.arraycopy(inner, 0, state, at, h);
  }

  private void addRecurrent(int from, int to, float[] state, int at) {
    for (int j = from; j < to; j++) {
      gates[j] = dot(weights.hidden(), j * h, state, at, h, gates[j] + recurrentBias(j));
    }
  }

  private float recurrentBias(int row) {
    return weights.bias().length == 0 ? 0 : weights.bias()[gates.length + row];
  }

  private float clip(float x) {
    return Math.max(-spec.clip(), Math.min(spec.clip(), x));
  }

  private static float dot(float[] w, int wAt, float[] x, int xAt, int n, float start) {
    float sum = start;
    for (int k = 0; k < n; k++) {
      sum = Math.fma(w[wAt + k], x[xAt + k], sum);
    }
    return sum;
  }

  @Override
  public String toString() {
    return spec + " " + Arrays.asList(functions);
  }
}
