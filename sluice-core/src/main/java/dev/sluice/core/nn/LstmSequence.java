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
    tanhC = frame.keep(lengths.rows() * hidden);
  }

  @Override
  void step(CheckedKernels kernels, Share share, int row, int rows) {
    Matrix state = new Matrix(previous[0], row * hidden, hidden, hidden);
    Matrix preActivations = new Matrix(gates, row * 4 * hidden, 4 * hidden, 4 * hidden);
    multiply(kernels, share, rows, state, weights, preActivations);
    Floats c = outPlane(1);
    int at = row * hidden;
    kernels.lstm(
        rows,
        hidden,
        gates.array(),
        gates.offset() + 4 * at,
        previous[1].array(),
        previous[1].offset() + at,
        c.array(),
        c.offset() + at,
        tanhC.array(),
        tanhC.offset() + at,
        out.array(),
        out.offset() + at);
  }

  @Override
  void beginBackward(Frame frame) {
    weights = packBackward(frame, 0, 4 * hidden);
  }

  @Override
  void stepBackward(CheckedKernels kernels, Share share, int row, int rows) {
    Floats dh = share.carry()[0];
    Floats dc = share.carry()[1];
    int at = row * hidden;
    kernels.lstmBackward(
        rows,
        hidden,
        gates.array(),
        gates.offset() + 4 * at,
        previous[1].array(),
        previous[1].offset() + at,
        tanhC.array(),
        tanhC.offset() + at,
        dh.array(),
        dh.offset(),
        dc.array(),
        dc.offset(),
        gates.array(),
        gates.offset() + 4 * at);
    dh.slice(0, rows * hidden).fill(0);
    Matrix dGates = new Matrix(gates, 4 * at, 4 * hidden, 4 * hidden);
    multiply(kernels, share, rows, dGates, weights, new Matrix(dh, 0, hidden, hidden));
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
