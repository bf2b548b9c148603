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
  void step(CheckedKernels kernels, Share share, Step step) {
    int rows = step.rows();
    Floats a = step.gates();
    Floats h = outRows(0, step);
    Matrix before = Matrix.of(step.previous()[0], hidden);
    multiply(kernels, share, rows, before, weights, Matrix.of(a, hidden));
    if (activation == Activation.TANH) {
      kernels.rnnTanh(rows, hidden, a.array(), a.offset(), h.array(), h.offset());
    } else {
      kernels.rnnRelu(rows, hidden, a.array(), a.offset(), h.array(), h.offset());
    }
  }

  @Override
  void beginBackward(Frame frame) {
    weights = packBackward(frame, 0, hidden);
  }

  @Override
  void stepBackward(CheckedKernels kernels, Share share, Step step) {
    int rows = step.rows();
    Floats h = outRows(0, step);
    Floats dh = share.planes()[0];
    float[] da = step.gates().array();
    int dao = step.gates().offset();
    if (activation == Activation.TANH) {
      kernels.rnnTanhBackward(
          rows, hidden, h.array(), h.offset(), dh.array(), dh.offset(), da, dao);
    } else {
      kernels.rnnReluBackward(
          rows, hidden, h.array(), h.offset(), dh.array(), dh.offset(), da, dao);
    }
    dh.slice(0, rows * hidden).fill(0);
    Matrix dPre = Matrix.of(step.gates(), hidden);
    multiply(kernels, share, rows, dPre, weights, Matrix.of(dh, hidden));
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
