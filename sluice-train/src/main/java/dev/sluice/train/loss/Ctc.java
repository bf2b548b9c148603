package dev.sluice.train.loss;

import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.tensor.SeqIds;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.Arrays;

/// Connectionist temporal classification (Graves, Fernández, Gomez and Schmidhuber 2006): the
/// probability of a short sequence of symbols under a network that says something at each of many
/// frames, where nobody knows which frame belongs to which symbol.
///
/// ```
/// path π    ─ ─ a a ─ a b ─        one class a frame, K = symbols + the blank ─
/// B(π)      a a b                  repeats once, then blanks dropped
/// p(l|x) = Σ_{π: B(π) = l} Π_t y_t(π_t)        y = softmax of the logits
/// ```
///
/// Class [#BLANK], 0, is the blank; symbols are 1 … K−1. Logits come as they leave a linear layer:
/// the softmax is inside. Sums over paths are right to about 1e-13 of themselves, however unlikely
/// the target is, and have the same bits on every machine.
///
/// **Extremes.** A NaN or +∞ among the logits of a sequence, or a frame of −∞ only, makes its loss
/// and gradients NaN. A logit of −∞ forbids a class; where it forbids every path the loss is ∞ and
/// the gradients are NaN.
public final class Ctc {
  /// The class that says nothing.
  public static final int BLANK = 0;

  private Ctc() {}

  /// The negative log-likelihood of the targets in nats, the mean over all frames: a sequence
  /// counts as much as it has frames, as in [Crf#loss]. So an objective's weight of a batch is
  /// `logits.lengths().rows()`, and the mean over an epoch is that of all its frames. Sequences
  /// without frames do not count; a batch of nothing else has loss 0.
  ///
  /// ```
  /// this                                   Σᵢ −ln pᵢ / ΣT
  /// torch ctc_loss, reduction "sum"        Σᵢ −ln pᵢ                       = this · ΣT
  /// torch ctc_loss, reduction "mean"       1/B Σᵢ −ln pᵢ / max(1, Lᵢ)      from perSequence
  /// ```
  ///
  /// @param logits `[ΣT,K]`, not normalised
  /// @param targets a sequence of symbols for each of the logits, in the same order; may be empty
  /// @throws IllegalArgumentException if a target has an id that is no symbol, or more symbols than
  ///   its frames can say ([#least]); it names the sequence
  public static Var loss(SeqVar logits, SeqIds targets) {
    int frames = logits.lengths().rows();
    return perSequence(logits, targets).sum().scale(frames == 0 ? 0 : 1f / frames);
  }

  /// The negative log-likelihood of each target in nats, `[B]`, for other means and for scoring; 0
  /// for a sequence without frames. It has the same bits whatever else is in the batch.
  ///
  /// @param logits `[ΣT,K]`, not normalised
  /// @param targets a sequence of symbols for each of the logits, in the same order; may be empty
  /// @throws IllegalArgumentException as [#loss]
  public static Var perSequence(SeqVar logits, SeqIds targets) {
    return logits.rows().tape().apply(new CtcLoss(logits.lengths(), targets), logits.rows());
  }

  /// The fewest frames that can say a target: one for each symbol, and one for the blank between
  /// equal neighbours. Data whose sequences have fewer is to be left out before training.
  ///
  /// @param target `[L]` symbols
  public static int least(int... target) {
    return new CtcLattice(target).least();
  }

  /// What a path says: repeats once, then without blanks.
  ///
  /// @param path `[T]` classes
  public static int[] collapse(int... path) {
    int[] said = new int[path.length];
    int count = 0;
    for (int t = 0; t < path.length; t++) {
      if (path[t] != BLANK && (t == 0 || path[t] != path[t - 1])) {
        said[count++] = path[t];
      }
    }
    return Arrays.copyOf(said, count);
  }

  /// Forced alignment: the likeliest of the paths that say a target (Viterbi 1967); of equally
  /// likely ones that which moves on earliest.
  ///
  /// @param logits `[T,K]` of one sequence, normalised or not; −∞ forbids a class
  /// @param target `[L]` symbols
  /// @return `[T]`, the symbol of each frame, or the blank; [#collapse] of it is the target
  /// @throws IllegalArgumentException if a target has an id that is no symbol, or more symbols than
  ///   the frames can say ([#least]); if a logit is NaN or +∞; if every path is forbidden
  public static int[] align(Tensor logits, int... target) {
    Shape shape = logits.shape();
    if (shape.rank() != 2) {
      throw new IllegalArgumentException(
          "ctc: logits have shape %s; an alignment needs [T,K] of one sequence".formatted(shape));
    }
    CtcLattice lattice = new CtcLattice(target);
    lattice.check("the sequence", shape.dim(0), shape.dim(1));
    return CtcViterbi.path(logits, lattice);
  }
}
