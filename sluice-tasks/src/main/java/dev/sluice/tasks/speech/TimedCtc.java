package dev.sluice.tasks.speech;

import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.tensor.SeqIds;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.train.loss.Ctc;

/// [Ctc] for words whose ends are known, all means over steps:
///
/// ```
/// loss = −ln Σ p(path)        paths that say nothing at quiet steps
///      − Σ ln p(blank)        at quiet steps
///      − ½ Σ ln p(word | not the blank)    at steps within a word
/// ```
///
/// The second term teaches silence where the first leaves everything open. The third is what
/// generalises: CTC asks for a word at one step of it, so layers that run forward learn a few
/// thousand steps by heart; asked for it all along, they have to gather what tells it from others.
final class TimedCtc {
  /// Added to a logit: e to it is 0 beside any other.
  private static final float FORBIDDEN = -1e4f;

  private static final float WITHIN = 0.5f;

  private TimedCtc() {}

  /// @param scores `[ΣT,K]`
  static Var loss(SeqVar scores, SeqIds targets, WordTimes times) {
    Tape tape = scores.rows().tape();
    float mean = 1f / Math.max(1, scores.lengths().rows());
    int classes = times.within().shape().dim(1);
    Var silent = tape.constant(forbidden(times.quiet(), classes));
    Var allowed = Ctc.loss(scores.map(rows -> rows.plus(silent)), targets);
    Var blank = scores.rows().logSoftmax().slice(1, Ctc.BLANK, Ctc.BLANK + 1);
    Var silence = blank.times(tape.constant(times.quiet())).sum().scale(-mean);
    Var words = scores.rows().plus(tape.constant(noBlank(classes))).logSoftmax();
    Var within = words.times(tape.constant(times.within())).sum().scale(-WITHIN * mean);
    return allowed.plus(silence).plus(within);
  }

  /// What forbids all but the blank at quiet steps, `[ΣT,K]`.
  private static Tensor forbidden(Tensor quiet, int classes) {
    Tensor forbidden = Tensor.zeros(quiet.data().length, classes);
    for (int row = 0; row < quiet.data().length; row++) {
      for (int k = 1; k < classes && quiet.data()[row] == 1; k++) {
        forbidden.data()[row * classes + k] = FORBIDDEN;
      }
    }
    return forbidden;
  }

  /// What forbids the blank, `[K]`.
  private static Tensor noBlank(int classes) {
    float[] forbidden = new float[classes];
    forbidden[Ctc.BLANK] = FORBIDDEN;
    return Tensor.of(Shape.of(classes), forbidden);
  }
}
