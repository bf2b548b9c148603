package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Frame;
import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.kernel.CheckedKernels;
import java.util.Optional;

/// The fused LSTM over whole sequences: planes h and c, gates i, f, g, o.
///
/// ```
/// a = x W + b + h' U     c = f ⊙ c' + i ⊙ g     h = o ⊙ tanh(c)
/// back: da and dc' from dh, dc (see Kernels.lstmBackward),  dh' = da Uᵀ
/// ```
final class LstmSequence extends SequenceOperation {
  private Floats weights = Floats.of();

  /// tanh(c) `[ΣT,H]`, kept for the backward pass.
  private Floats tanhC = Floats.of();

  LstmSequence(String label, Lengths lengths, Direction direction, int hidden) {
    super(label, lengths, direction, hidden, 2, 4);
  }

  @Override
  void beginForward(Frame frame) {
    weights = packForward(frame, 0, 4 * hidden);
    tanhC = keepRows(frame);
  }

  @Override
  void step(CheckedKernels kernels, Share share, Step step) {
    Floats gates = step.gates();
    Matrix preActivations = Matrix.of(gates, 4 * hidden);
    Matrix before = Matrix.of(step.previous()[0], hidden);
    multiply(kernels, share, step.rows(), before, weights, preActivations);
    Floats cBefore = step.previous()[1];
    Floats c = outRows(1, step);
    Floats tanh = keptRows(tanhC, share, step);
    Floats h = outRows(0, step);
    kernels.lstm(
        step.rows(),
        hidden,
        gates.array(),
        gates.offset(),
        cBefore.array(),
        cBefore.offset(),
        c.array(),
        c.offset(),
        tanh.array(),
        tanh.offset(),
        h.array(),
        h.offset());
  }

  @Override
  void beginBackward(Frame frame) {
    weights = packBackward(frame, 0, 4 * hidden);
  }

  @Override
  void stepBackward(CheckedKernels kernels, Share share, Step step) {
    int rows = step.rows();
    Floats gates = step.gates();
    Floats cBefore = step.previous()[1];
    Floats tanh = keptRows(tanhC, share, step);
    Floats dh = share.planes()[0];
    Floats dc = share.planes()[1];
    kernels.lstmBackward(
        rows,
        hidden,
        gates.array(),
        gates.offset(),
        cBefore.array(),
        cBefore.offset(),
        tanh.array(),
        tanh.offset(),
        dh.array(),
        dh.offset(),
        dc.array(),
        dc.offset(),
        gates.array(),
        gates.offset());
    dh.slice(0, rows * hidden).fill(0);
    Matrix dGates = Matrix.of(gates, 4 * hidden);
    multiply(kernels, share, rows, dGates, weights, Matrix.of(dh, hidden));
  }

  @Override
  void endBackward(Frame frame) {
    addHiddenWeightGradient(frame, new Columns(gates, 4 * hidden, 0, 4 * hidden), previous[0], 0);
  }

  @Override
  public Optional<String> diagnose(Frame frame) {
    return firstNonFinite(
        frame, "the input gate", "the forget gate", "the cell candidate", "the output gate");
  }
}
