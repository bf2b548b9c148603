package dev.sluice.conformance;

import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.Reset;
import dev.sluice.formats.cell.CellActivation;
import dev.sluice.formats.cell.CellSpec;
import dev.sluice.formats.cell.CellWeights;
import java.util.List;

/// One direction of a layer in double, written from the definition of ONNX's operators (opset 22)
/// and from nothing else here: the judge of everyone.
final class DoubleCell {
  private final CellSpec spec;
  private final CellWeights w;
  private final List<CellActivation> f;
  private final int h;

  DoubleCell(CellSpec spec, CellWeights weights, List<CellActivation> functions) {
    this.spec = spec;
    w = weights;
    f = functions;
    h = spec.hidden();
  }

  /// States of one sequence.
  ///
  /// @param x `[T][I]`, of which `length` steps are looked at
  /// @param hidden `[H]`, changed to the state behind the last step
  /// @param cell `[H]` of an LSTM, changed too
  /// @return `[T][H]`, zero behind the sequence's end
  double[][] run(Direction direction, double[][] x, int length, double[] hidden, double[] cell) {
    double[][] y = new double[x.length][h];
    for (int s = 0; s < length; s++) {
      int t = direction == Direction.BACKWARD ? length - 1 - s : s;
      step(x[t], hidden, cell);
      y[t] = hidden.clone();
    }
    return y;
  }

  private void step(double[] x, double[] hidden, double[] cell) {
    double[] next =
        switch (spec.kind()) {
          case RNN -> rnn(x, hidden);
          case GRU -> gru(x, hidden);
          case LSTM -> lstm(x, hidden, cell);
        };
    System.arraycopy(next, 0, hidden, 0, h);
  }

  private double[] rnn(double[] x, double[] hidden) {
    double[] next = new double[h];
    for (int j = 0; j < h; j++) {
      next[j] = apply(f.get(0), input(x, j) + recurrent(hidden, j));
    }
    return next;
  }

  /// zt = f(Xt·Wz + Ht−1·Rz + Wbz + Rbz), rt likewise, ht = g(…), Ht = (1−zt)⊙ht + zt⊙Ht−1.
  private double[] gru(double[] x, double[] hidden) {
    double[] z = new double[h];
    double[] reset = new double[h];
    double[] gated = new double[h];
    for (int j = 0; j < h; j++) {
      z[j] = apply(f.get(0), input(x, j) + recurrent(hidden, j));
      reset[j] = apply(f.get(0), input(x, h + j) + recurrent(hidden, h + j));
      gated[j] = reset[j] * hidden[j];
    }
    double[] next = new double[h];
    for (int j = 0; j < h; j++) {
      double inner =
          spec.reset() == Reset.BEFORE_MATMUL
              ? recurrent(gated, 2 * h + j)
              : reset[j] * recurrent(hidden, 2 * h + j);
      double candidate = apply(f.get(1), input(x, 2 * h + j) + inner);
      next[j] = (1 - z[j]) * candidate + z[j] * hidden[j];
    }
    return next;
  }

  /// Blocks i, o, f, c; peepholes i, o, f.
  private double[] lstm(double[] x, double[] hidden, double[] cell) {
    double[] next = new double[h];
    for (int j = 0; j < h; j++) {
      double i = apply(f.get(0), input(x, j) + recurrent(hidden, j) + peep(0, j) * cell[j]);
      double forget =
          spec.forget() == CellSpec.Forget.COUPLED
              ? 1 - i
              : apply(
                  f.get(0),
                  input(x, 2 * h + j) + recurrent(hidden, 2 * h + j) + peep(2, j) * cell[j]);
      double c = apply(f.get(1), input(x, 3 * h + j) + recurrent(hidden, 3 * h + j));
      double changed = forget * cell[j] + i * c;
      double o = apply(f.get(0), input(x, h + j) + recurrent(hidden, h + j) + peep(1, j) * changed);
      cell[j] = changed;
      next[j] = o * function(f.get(2), changed);
    }
    return next;
  }

  private double peep(int block, int j) {
    return w.peepholes().length == 0 ? 0 : w.peepholes()[block * h + j];
  }

  private double input(double[] x, int row) {
    double sum = w.bias().length == 0 ? 0 : w.bias()[row];
    for (int k = 0; k < x.length; k++) {
      sum += x[k] * w.input()[row * x.length + k];
    }
    return sum;
  }

  private double recurrent(double[] hidden, int row) {
    double sum = w.bias().length == 0 ? 0 : w.bias()[spec.kind().gates() * h + row];
    for (int k = 0; k < h; k++) {
      sum += hidden[k] * w.hidden()[row * h + k];
    }
    return sum;
  }

  private double apply(CellActivation activation, double x) {
    return function(activation, Math.max(-spec.clip(), Math.min(spec.clip(), x)));
  }

  private static double function(CellActivation activation, double x) {
    double alpha = activation.alpha();
    double beta = activation.beta();
    return switch (activation.function()) {
      case RELU -> Math.max(0, x);
      case TANH -> Math.tanh(x);
      case SIGMOID -> 1 / (1 + Math.exp(-x));
      case AFFINE -> alpha * x + beta;
      case LEAKY_RELU -> x >= 0 ? x : alpha * x;
      case THRESHOLDED_RELU -> x >= alpha ? x : 0;
      case SCALED_TANH -> alpha * Math.tanh(beta * x);
      case HARD_SIGMOID -> Math.min(1, Math.max(0, alpha * x + beta));
      case ELU -> x >= 0 ? x : alpha * Math.expm1(x);
      case SOFTSIGN -> x / (1 + Math.abs(x));
      case SOFTPLUS -> Math.log1p(Math.exp(x));
    };
  }
}
