package dev.sluice.train.loss;

import dev.sluice.core.autodiff.Frame;
import dev.sluice.core.autodiff.Operation;
import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.SeqIds;
import dev.sluice.core.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/// `−ln p(l|x)` of each sequence by connectionist temporal classification, softmax included: logits
/// `x [ΣT,K]` → `[B]`, by the forward-backward algorithm (Graves et al. 2006, section 4.1).
///
/// ```
/// y_t(k)     = e^x_t(k) / Σ_j e^x_t(j)                  l' = the S states of CtcLattice
/// α_0(s)     = y_0(l'_s) for s < 2, else 0              paths of frames 0 … t that end in s
/// α_t(s)     = y_t(l'_s)·( α_{t−1}(s) + α_{t−1}(s−1) + [s is skipped to]·α_{t−1}(s−2) )
/// p          = α_{T−1}(S−1) + α_{T−1}(S−2)
/// β_{T−1}(s) = 1 for s ≥ S−2, else 0                    paths of frames t+1 … T−1 that begin at s
/// ρ_t(s)     = y_t(l'_s)·β_t(s)                         what the paper calls β_t
/// β_t(s)     = ρ_{t+1}(s) + ρ_{t+1}(s+1) + [s+2 is skipped to]·ρ_{t+1}(s+2)
/// ```
///
/// Every path through frame t is in one state there, so `p = Σ_s α_t(s)·β_t(s)` at each t, of which
/// `y_t(k)` is a factor where `l'_s = k`. With the share of paths that give k at t,
///
/// ```
/// γ_t(k)       = Σ_{s: l'_s = k} α_t(s)·β_t(s) / p                          Σ_k γ_t(k) = 1
/// d(−ln p)/dy_t(k) = −γ_t(k) / y_t(k)       dy_t(k)/dx_t(j) = y_t(k)·([k = j] − y_t(j))
/// d(−ln p)/dx_t(j) = −γ_t(j) + y_t(j)·Σ_k γ_t(k) = y_t(j) − γ_t(j)
/// ```
///
/// The one path there is may be as unlikely as `e^−1e6` while others are likely up to the frame
/// before the last: scaling each frame, as [CrfLoss] does, would lose it. So sums are of [Wide]
/// numbers, which need no `exp` and no `log`; these are taken once for each logit and sequence.
final class CtcLoss implements Operation {
  private final Lengths lengths;
  private final SeqIds targets;

  /// `[ΣT,K]`: `y − γ`, where a gradient will be asked for.
  private Floats slopes = Floats.of();

  /// @param lengths of the logits
  CtcLoss(Lengths lengths, SeqIds targets) {
    this.lengths = lengths;
    this.targets = targets;
  }

  @Override
  public String name() {
    return "ctc";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape logits = inputs.getFirst();
    if (logits.rank() != 2 || logits.dim(0) != lengths.rows()) {
      throw new IllegalArgumentException(
          "ctc: logits have shape %s; %s need [%d,K]".formatted(logits, lengths, lengths.rows()));
    }
    if (targets.lengths().batch() != lengths.batch()) {
      throw new IllegalArgumentException(
          "ctc: %d sequences have %d targets; give one for each, empty where nothing is said"
              .formatted(lengths.batch(), targets.lengths().batch()));
    }
    for (int i = 0; i < lengths.batch(); i++) {
      CtcLattice.of(targets, i).check("sequence " + i, lengths.length(i), logits.dim(1));
    }
    return Shape.of(lengths.batch());
  }

  @Override
  public void forward(Frame frame) {
    if (frame.willDifferentiate()) {
      slopes = frame.keep(frame.in(0).length());
    }
    Chain chain = new Chain(frame);
    for (int i = 0; i < lengths.batch(); i++) {
      frame.out().set(i, (float) chain.loss(i));
    }
  }

  @Override
  public void backward(Frame frame) {
    int classes = frame.inShape(0).dim(1);
    Floats gradient = frame.inGradient(0);
    for (int i = 0; i < lengths.batch(); i++) {
      float share = frame.outGradient().get(i);
      for (int t = 0; t < lengths.length(i); t++) {
        int row = lengths.row(i, t) * classes;
        for (int j = row; j < row + classes; j++) {
          gradient.set(j, Math.fma(share, slopes.get(j), gradient.get(j)));
        }
      }
    }
  }

  /// One sequence after the other, in buffers that are used again.
  private final class Chain {
    private final Floats logits;
    private final int classes;
    private final int width;

    /// `[T,S]`: α.
    private final Wide.Array before;

    /// `[S]`: β and ρ of a frame.
    private final Wide.Array behind;

    private final Wide.Array reach;

    /// `[T,L+1]`: y of the blank and of each symbol of the target.
    private final Wide.Array outputs;

    /// `[K]` each: of a frame, `e^(x − max x)`; γ.
    private final double[] exponentials;

    private final double[] shares;

    private final Wide number = new Wide();
    private final Wide total = new Wide();

    Chain(Frame frame) {
      logits = frame.in(0);
      classes = frame.inShape(0).dim(1);
      width = targets.lengths().steps() + 1;
      int states = 2 * width - 1;
      before = new Wide.Array(Math.multiplyExact(lengths.steps(), states));
      behind = new Wide.Array(states);
      reach = new Wide.Array(states);
      outputs = new Wide.Array(Math.multiplyExact(lengths.steps(), width));
      exponentials = new double[classes];
      shares = new double[classes];
    }

    /// `−ln p`; leaves the slopes.
    double loss(int sequence) {
      int steps = lengths.length(sequence);
      if (steps == 0) {
        return 0;
      }
      CtcLattice lattice = CtcLattice.of(targets, sequence);
      for (int t = 0; t < steps; t++) {
        if (!outputs(lattice, lengths.row(sequence, t) * classes, t)) {
          fill(sequence, Float.NaN);
          return Double.NaN;
        }
      }
      forward(lattice, steps);
      if (slopes.length() > 0) {
        if (total.isZero()) {
          fill(sequence, Float.NaN); // no step makes possible what logits of −∞ forbid
        } else {
          backward(lattice, sequence);
        }
      }
      return -total.log();
    }

    private void fill(int sequence, float value) {
      for (int t = 0; t < lengths.length(sequence) && slopes.length() > 0; t++) {
        slopes.slice(lengths.row(sequence, t) * classes, classes).fill(value);
      }
    }

    /// Takes the softmax of a frame, as a slope too: that of symbols which are not in the target.
    ///
    /// @return whether there is one: no NaN, no +∞, and not only −∞
    private boolean outputs(CtcLattice lattice, int row, int t) {
      float most = Float.NEGATIVE_INFINITY;
      for (int k = 0; k < classes; k++) {
        most = Math.max(most, logits.get(row + k));
      }
      double sum = 0;
      for (int k = 0; k < classes; k++) {
        exponentials[k] = StrictMath.exp((double) logits.get(row + k) - most);
        sum += exponentials[k];
      }
      if (Double.isNaN(sum)) {
        return false;
      }
      for (int k = 0; k < classes && slopes.length() > 0; k++) {
        slopes.set(row + k, (float) (exponentials[k] / sum));
      }
      for (int i = 0; i <= lattice.target().length; i++) {
        int k = i == 0 ? Ctc.BLANK : lattice.target()[i - 1];
        if (exponentials[k] >= Double.MIN_NORMAL) {
          number.set(exponentials[k]);
        } else {
          number.setExp((double) logits.get(row + k) - most);
        }
        number.over(sum);
        outputs.set(t * width + i, number);
      }
      return true;
    }

    /// Where y of a state lies.
    private int output(int t, int state) {
      return t * width + (state % 2 == 0 ? 0 : state / 2 + 1);
    }

    /// α of all frames, and p.
    private void forward(CtcLattice lattice, int steps) {
      int states = lattice.states();
      for (int s = 0; s < states; s++) {
        number.setZero();
        if (s < 2) {
          number.set(outputs, output(0, s));
        }
        before.set(s, number);
      }
      for (int t = 1; t < steps; t++) {
        int earlier = (t - 1) * states;
        for (int s = 0; s < states; s++) {
          number.set(before, earlier + s);
          if (s > 0) {
            number.plus(before, earlier + s - 1);
          }
          if (lattice.isSkippedTo(s)) {
            number.plus(before, earlier + s - 2);
          }
          number.times(outputs, output(t, s));
          before.set(t * states + s, number);
        }
      }
      total.set(before, steps * states - 1);
      if (states > 1) {
        total.plus(before, steps * states - 2);
      }
    }

    /// β from the last frame to the first, and the slopes of symbols that are in the target.
    private void backward(CtcLattice lattice, int sequence) {
      int states = lattice.states();
      int last = lengths.length(sequence) - 1;
      for (int t = last; t >= 0; t--) {
        Arrays.fill(shares, 0);
        for (int s = 0; s < states; s++) {
          if (t < last) {
            onward(lattice, s);
          } else if (s >= states - 2) {
            number.set(1);
          } else {
            number.setZero();
          }
          behind.set(s, number);
          number.times(before, t * states + s);
          shares[lattice.symbol(s)] += number.ratio(total);
        }
        int row = lengths.row(sequence, t) * classes;
        for (int s = 0; s < states; s++) {
          int k = lattice.symbol(s);
          number.set(outputs, output(t, s));
          slopes.set(row + k, (float) (number.value() - shares[k]));
          number.times(behind, s);
          reach.set(s, number);
        }
      }
    }

    /// `β_t(s)` from ρ of the frame behind.
    private void onward(CtcLattice lattice, int s) {
      number.set(reach, s);
      if (s + 1 < lattice.states()) {
        number.plus(reach, s + 1);
      }
      if (s + 2 < lattice.states() && lattice.isSkippedTo(s + 2)) {
        number.plus(reach, s + 2);
      }
    }
  }
}
