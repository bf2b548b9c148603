package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Frame;
import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.kernel.CheckedKernels;
import java.util.Optional;

/// The fused GRU over whole sequences, both reset positions; σ and tanh.
///
/// ```
/// AFTER    a_z,a_r = x W + b + h' U_zr     u = b_hn + h' U_n       n = tanh(p_n + r ⊙ u)
///          back:  dh' = dh(1−z) + [da_z,da_r] U_zrᵀ + du U_nᵀ      du = da_n ⊙ r
/// BEFORE   a_z,a_r as above,  rh = r ⊙ h'                          n = tanh(p_n + rh U_n)
///          back:  d(rh) = da_n U_nᵀ,  dh' = dh(1−z) + d(rh) ⊙ r + [da_z,da_r] U_zrᵀ
/// both     h = (1−z) ⊙ h' + z ⊙ n
/// ```
///
/// The bias has 4H values for AFTER (b_z, b_r, b_n, b_hn) and 3H for BEFORE.
final class GruSequence extends SequenceOperation {
  private final Reset reset;

  /// AFTER: u `[ΣT,H]`, later its gradient; BEFORE: rh `[ΣT,H]`.
  private Floats candidateInput = Floats.of();

  private Floats gateWeights = Floats.of();
  private Floats candidateWeights = Floats.of();

  GruSequence(String label, Lengths lengths, Direction direction, int hidden, Reset reset) {
    super(label, lengths, direction, hidden, 1, 3);
    this.reset = reset;
  }

  @Override
  void beginForward(Frame frame) {
    candidateInput = keepRows(frame);
    gateWeights = packForward(frame, 0, 2 * hidden);
    candidateWeights = packForward(frame, 2 * hidden, hidden);
  }

  @Override
  void step(CheckedKernels kernels, Share share, Step step) {
    int rows = step.rows();
    Floats before = step.previous()[0];
    Floats candidate = keptRows(candidateInput, share, step);
    Floats after = outRows(0, step);
    float[] g = step.gates().array();
    int go = step.gates().offset();
    float[] h = before.array();
    int ho = before.offset();
    float[] c = candidate.array();
    int co = candidate.offset();
    Matrix state = Matrix.of(before, hidden);
    multiply(kernels, share, rows, state, gateWeights, gatePart(step));
    if (reset == Reset.AFTER_MATMUL) {
      for (int i = 0; i < rows; i++) {
        System.arraycopy(bias.array(), bias.offset() + 3 * hidden, c, co + i * hidden, hidden);
      }
      Matrix u = Matrix.of(candidate, hidden);
      multiplyAgain(kernels, share, rows, state, candidateWeights, u);
      kernels.gruAfter(rows, hidden, g, go, c, co, h, ho, after.array(), after.offset());
    } else {
      kernels.gruBeforeReset(rows, hidden, g, go, h, ho, c, co);
      Matrix kept = Matrix.of(candidate, hidden);
      multiply(kernels, share, rows, kept, candidateWeights, candidatePart(step));
      kernels.gruBeforeUpdate(rows, hidden, g, go, h, ho, after.array(), after.offset());
    }
  }

  /// The columns of z and r.
  private Matrix gatePart(Step step) {
    return new Matrix(step.gates(), 0, 3 * hidden, 2 * hidden);
  }

  /// The columns of n.
  private Matrix candidatePart(Step step) {
    return new Matrix(step.gates(), 2 * hidden, 3 * hidden, hidden);
  }

  @Override
  void beginBackward(Frame frame) {
    gateWeights = packBackward(frame, 0, 2 * hidden);
    candidateWeights = packBackward(frame, 2 * hidden, hidden);
  }

  @Override
  void stepBackward(CheckedKernels kernels, Share share, Step step) {
    int rows = step.rows();
    float[] g = step.gates().array();
    int go = step.gates().offset();
    float[] h = step.previous()[0].array();
    int ho = step.previous()[0].offset();
    float[] dh = share.planes()[0].array();
    int dho = share.planes()[0].offset();
    Matrix dPrevious = Matrix.of(share.planes()[0], hidden);
    if (reset == Reset.AFTER_MATMUL) {
      Floats candidate = keptRows(candidateInput, share, step);
      float[] u = candidate.array();
      int uo = candidate.offset();
      kernels.gruAfterBackward(rows, hidden, g, go, u, uo, h, ho, dh, dho, g, go, u, uo);
      Matrix du = Matrix.of(candidate, hidden);
      multiply(kernels, share, rows, du, candidateWeights, dPrevious);
    } else {
      // z, r and n are read before the gradients take their place, except r: so da_z and da_n
      // first.
      kernels.gruBeforeUpdateBackward(rows, hidden, g, go, h, ho, dh, dho, g, go);
      Floats dReset = share.scratch();
      dReset.slice(0, rows * hidden).fill(0);
      Matrix drh = Matrix.of(dReset, hidden);
      multiply(kernels, share, rows, candidatePart(step), candidateWeights, drh);
      kernels.gruBeforeResetBackward(
          rows, hidden, g, go, h, ho, dReset.array(), dReset.offset(), dh, dho, g, go);
    }
    multiply(kernels, share, rows, gatePart(step), gateWeights, dPrevious);
  }

  @Override
  void endBackward(Frame frame) {
    addHiddenWeightGradient(frame, new Columns(gates, 3 * hidden, 0, 2 * hidden), previous[0], 0);
    if (reset == Reset.AFTER_MATMUL) {
      addHiddenWeightGradient(
          frame, new Columns(candidateInput, hidden, 0, hidden), previous[0], 2 * hidden);
      if (frame.wants(BIAS)) {
        addColumnSums(candidateInput, hidden, frame.inGradient(BIAS).slice(3 * hidden, hidden));
      }
    } else {
      addHiddenWeightGradient(
          frame, new Columns(gates, 3 * hidden, 2 * hidden, hidden), candidateInput, 2 * hidden);
    }
  }

  @Override
  public Optional<String> diagnose(Frame frame) {
    return firstNonFinite(frame, "the update gate", "the reset gate", "the candidate");
  }
}
