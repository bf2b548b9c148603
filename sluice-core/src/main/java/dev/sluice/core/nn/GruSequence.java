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
    candidateInput = frame.keep(lengths.rows() * hidden);
    gateWeights = packForward(frame, 0, 2 * hidden);
    candidateWeights = packForward(frame, 2 * hidden, hidden);
  }

  @Override
  void step(CheckedKernels kernels, Share share, int row, int rows) {
    Matrix state = new Matrix(previous[0], row * hidden, hidden, hidden);
    Matrix gatePart = new Matrix(gates, row * 3 * hidden, 3 * hidden, 2 * hidden);
    multiply(kernels, share, rows, state, gateWeights, gatePart);
    Matrix candidate = new Matrix(candidateInput, row * hidden, hidden, hidden);
    float[] g = gates.array();
    int go = gates.offset() + row * 3 * hidden;
    float[] h = previous[0].array();
    int ho = previous[0].offset() + row * hidden;
    float[] c = candidateInput.array();
    int co = candidateInput.offset() + row * hidden;
    float[] hOut = out.array();
    int oo = out.offset() + row * hidden;
    if (reset == Reset.AFTER_MATMUL) {
      for (int i = 0; i < rows; i++) {
        System.arraycopy(bias.array(), bias.offset() + 3 * hidden, c, co + i * hidden, hidden);
      }
      // The state is packed already: multiply again with the candidate's columns.
      kernels.gemm(
          rows,
          hidden,
          hidden,
          share.packed().array(),
          share.packed().offset(),
          candidateWeights.array(),
          candidateWeights.offset(),
          c,
          co,
          hidden);
      kernels.gruAfter(rows, hidden, g, go, c, co, h, ho, hOut, oo);
    } else {
      kernels.gruBeforeReset(rows, hidden, g, go, h, ho, c, co);
      Matrix candidatePart = new Matrix(gates, (row * 3 + 2) * hidden, 3 * hidden, hidden);
      multiply(kernels, share, rows, candidate, candidateWeights, candidatePart);
      kernels.gruBeforeUpdate(rows, hidden, g, go, h, ho, hOut, oo);
    }
  }

  @Override
  void beginBackward(Frame frame) {
    gateWeights = packBackward(frame, 0, 2 * hidden);
    candidateWeights = packBackward(frame, 2 * hidden, hidden);
  }

  @Override
  void stepBackward(CheckedKernels kernels, Share share, int row, int rows) {
    float[] g = gates.array();
    int go = gates.offset() + row * 3 * hidden;
    float[] h = previous[0].array();
    int ho = previous[0].offset() + row * hidden;
    Floats carry = share.carry()[0];
    Matrix dPrevious = new Matrix(carry, 0, hidden, hidden);
    if (reset == Reset.AFTER_MATMUL) {
      float[] u = candidateInput.array();
      int uo = candidateInput.offset() + row * hidden;
      kernels.gruAfterBackward(
          rows, hidden, g, go, u, uo, h, ho, carry.array(), carry.offset(), g, go, u, uo);
      Matrix du = new Matrix(candidateInput, row * hidden, hidden, hidden);
      multiply(kernels, share, rows, du, candidateWeights, dPrevious);
    } else {
      // z, r and n are read before the gradients take their place, except r: so da_z and da_n
      // first.
      kernels.gruBeforeUpdateBackward(
          rows, hidden, g, go, h, ho, carry.array(), carry.offset(), g, go);
      Floats dReset = share.scratch();
      dReset.slice(0, rows * hidden).fill(0);
      Matrix dCandidate = new Matrix(gates, (row * 3 + 2) * hidden, 3 * hidden, hidden);
      multiply(
          kernels,
          share,
          rows,
          dCandidate,
          candidateWeights,
          new Matrix(dReset, 0, hidden, hidden));
      kernels.gruBeforeResetBackward(
          rows,
          hidden,
          g,
          go,
          h,
          ho,
          dReset.array(),
          dReset.offset(),
          carry.array(),
          carry.offset(),
          g,
          go);
    }
    Matrix dGates = new Matrix(gates, row * 3 * hidden, 3 * hidden, 2 * hidden);
    multiply(kernels, share, rows, dGates, gateWeights, dPrevious);
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
