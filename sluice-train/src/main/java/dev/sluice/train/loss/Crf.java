package dev.sluice.train.loss;

import dev.sluice.core.autodiff.Parameter;
import dev.sluice.core.autodiff.Scope;
import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.nn.Init;
import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;

/// A linear-chain conditional random field over K tags (Lafferty, McCallum and Pereira 2001; on top
/// of a recurrent network Huang, Xu and Yu 2015, arXiv 1508.01991): sequences of tags are scored as
/// a whole.
///
/// ```
/// s(y) = start(y₁) + Σ_t e_t(y_t) + Σ_t trans(y_{t−1}, y_t) + end(y_T)       p(y) = e^s(y) / Σ_y' e^s(y')
/// ```
///
/// The emissions `e` come from a network; start, trans and end are parameters, zero at first. Their
/// exponentials are taken in double: values beyond ±700 give NaN, at which training stops.
public final class Crf {
  private final int tags;
  private final Parameter transitions;

  private Crf(int tags, Parameter transitions) {
    this.tags = tags;
    this.transitions = transitions;
  }

  /// With parameters of its own: `transitions` `[K+2,K]`, a row for each tag before, then start,
  /// then end.
  ///
  /// @param tags K, at least 1
  /// @throws IllegalArgumentException if there are fewer
  public static Crf create(int tags, Scope scope) {
    if (tags < 1) {
      throw new IllegalArgumentException("a CRF has at least 1 tag, not " + tags);
    }
    return new Crf(tags, scope.parameter("transitions", Shape.of(tags + 2, tags), Init.zeros()));
  }

  /// The negative log-likelihood of sequences of tags, the mean over all steps.
  ///
  /// @param emissions `[ΣT,K]`
  /// @param ids `[ΣT]` tags, packed as the emissions are
  /// @throws IllegalArgumentException if these do not fit together
  public Var loss(SeqVar emissions, int... ids) {
    Tape tape = emissions.rows().tape();
    return tape.apply(
        new CrfLoss(emissions.lengths(), ids), emissions.rows(), tape.parameter(transitions));
  }

  /// The likeliest tags of each sequence (Viterbi 1967); of equally likely ones the lower.
  ///
  /// @param emissions `[ΣT,K]`
  /// @return `[ΣT]`, packed as the emissions are
  public int[] decode(Tensor emissions, Lengths lengths) {
    if (!emissions.shape().equals(Shape.of(lengths.rows(), tags))) {
      throw new IllegalArgumentException(
          "crf: emissions have shape %s; %s and %d tags need [%d,%d]"
              .formatted(emissions.shape(), lengths, tags, lengths.rows(), tags));
    }
    int[] best = new int[lengths.rows()];
    for (int i = 0; i < lengths.batch(); i++) {
      if (lengths.length(i) > 0) {
        viterbi(emissions.data(), lengths, i, best);
      }
    }
    return best;
  }

  private void viterbi(float[] emissions, Lengths lengths, int sequence, int[] best) {
    Floats a = transitions.values();
    int steps = lengths.length(sequence);
    int[][] from = new int[steps][tags];
    double[] score = new double[tags];
    for (int t = 0; t < steps; t++) {
      int row = lengths.row(sequence, t);
      double[] next = new double[tags];
      for (int j = 0; j < tags; j++) {
        double most = t == 0 ? a.get(tags * tags + j) : Double.NEGATIVE_INFINITY;
        for (int i = 0; t > 0 && i < tags; i++) {
          double here = score[i] + a.get(i * tags + j);
          if (here > most) {
            most = here;
            from[t][j] = i;
          }
        }
        next[j] = most + emissions[row * tags + j];
      }
      score = next;
    }
    int last = 0;
    for (int j = 0; j < tags; j++) {
      score[j] += a.get((tags + 1) * tags + j);
      last = score[j] > score[last] ? j : last;
    }
    for (int t = steps - 1; t >= 0; t--) {
      best[lengths.row(sequence, t)] = last;
      last = from[t][last];
    }
  }
}
