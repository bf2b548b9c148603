package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Frame;
import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.kernel.CheckedKernels;
import java.util.Optional;

/// The fused plain RNN over whole sequences.
///
/// ```
/// a = x W + b + h' U    h = tanh(a)  or  max(a, 0)
/// back: da = dh ⊙ (1−h²)  or  dh where h > 0;   dh' = da Uᵀ
/// ```
final class RnnSequence extends SequenceOperation {
  private final Activation activation;
  private Floats weights = Floats.of();

  RnnSequence(
      String label, Lengths lengths, Direction direction, int hidden, Activation activation) {
    super(label, lengths, direction, hidden, 1, 1);
    this.activation = activation;
  }

  @Override
  void beginForward(Frame frame) {
    weights = packForward(frame, 0, hidden);
  }

  @Override
  void step(CheckedKernels kernels, Share share, int row, int rows) {
    int at = row * hidden;
    Matrix pre = new Matrix(gates, at, hidden, hidden);
    multiply(kernels, share, rows, new Matrix(previous[0], at, hidden, hidden), weights, pre);
    float[] a = gates.array();
    int ao = gates.offset() + at;
    if (activation == Activation.TANH) {
      kernels.rnnTanh(rows, hidden, a, ao, out.array(), out.offset() + at);
    } else {
      kernels.rnnRelu(rows, hidden, a, ao, out.array(), out.offset() + at);
    }
  }

  @Override
  void beginBackward(Frame frame) {
    weights = packBackward(frame, 0, hidden);
  }

  @Override
  void stepBackward(CheckedKernels kernels, Share share, int row, int rows) {
    int at = row * hidden;
    Floats dh = share.carry()[0];
    float[] da = gates.array();
    int dao = gates.offset() + at;
    if (activation == Activation.TANH) {
      kernels.rnnTanhBackward(
          rows, hidden, out.array(), out.offset() + at, dh.array(), dh.offset(), da, dao);
    } else {
      kernels.rnnReluBackward(
          rows, hidden, out.array(), out.offset() + at, dh.array(), dh.offset(), da, dao);
    }
    dh.slice(0, rows * hidden).fill(0);
    Matrix dPre = new Matrix(gates, at, hidden, hidden);
    multiply(kernels, share, rows, dPre, weights, new Matrix(dh, 0, hidden, hidden));
  }

  @Override
  void endBackward(Frame frame) {
    addHiddenWeightGradient(frame, new Columns(gates, hidden, 0, hidden), previous[0], 0);
  }

  @Override
  public Optional<String> diagnose(Frame frame) {
    return firstNonFinite(frame, "the pre-activation");
  }
}
