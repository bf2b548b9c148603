package dev.sluice.train.loss;

import dev.sluice.testing.oracle.Definitions;
import dev.sluice.testing.oracle.Doubles;

/// CTC as section 4.1 of Graves et al. 2006 reads, in logarithms and double, where β_t has the
/// output of frame t in it; and the mistakes that are made with it.
final class CtcOracle {
  /// Put into the oracle, one of these must be seen.
  enum Mistake {
    NONE,
    /// No symbol follows another one without a blank.
    NO_SKIP,
    /// Equal neighbours need no blank between them.
    SKIP_BETWEEN_EQUAL,
    /// Blanks are skipped to, past a symbol.
    SKIP_OVER_SYMBOLS,
    /// Paths begin with a blank.
    BEGINS_IN_BLANK,
    /// Paths end in a blank.
    ENDS_IN_BLANK,
    /// Paths end in a symbol.
    ENDS_IN_SYMBOL,
    /// Paths may end anywhere.
    ENDS_ANYWHERE,
    /// The last class is the blank, and symbols are one lower.
    BLANK_IS_LAST,
    /// The likeliest path instead of all.
    BEST_PATH,
    /// Outputs are not normalised.
    NO_SOFTMAX,
    /// The gradient is that of normalised outputs: −γ.
    SLOPE_OF_LOG_SOFTMAX,
    /// γ of a symbol is that of the last state with it.
    LAST_STATE_ONLY,
    /// Both α and β have the output of a frame in them, and it is not taken out once.
    OUTPUT_COUNTED_TWICE,
    /// β knows no skips.
    NO_SKIP_BACK,
    /// γ belongs to the frame before.
    SHIFTED_SHARES
  }

  private final Doubles logits;
  private final int[] target;
  private final Mistake mistake;
  private final int steps;
  private final int classes;
  private final int states;
  private final double[][] alpha;
  private final double[][] beta;

  CtcOracle(Doubles logits, int[] target, Mistake mistake) {
    this.logits = logits;
    this.target = target.clone();
    this.mistake = mistake;
    steps = logits.extent(0);
    classes = logits.extent(1);
    states = 2 * target.length + 1;
    alpha = new double[steps][states];
    beta = new double[steps][states];
    for (int t = 0; t < steps; t++) {
      for (int s = 0; s < states; s++) {
        alpha[t][s] = output(t, label(s)) + (t == 0 ? logOf(begins(s)) : before(t - 1, s));
      }
    }
    for (int t = steps - 1; t >= 0; t--) {
      for (int s = 0; s < states; s++) {
        double behind = t == steps - 1 ? logOf(ends(s)) : behind(t + 1, s);
        beta[t][s] = output(t, label(s)) + behind;
      }
    }
  }

  private int blank() {
    return mistake == Mistake.BLANK_IS_LAST ? classes - 1 : 0;
  }

  private int label(int s) {
    int shift = mistake == Mistake.BLANK_IS_LAST ? 1 : 0;
    return s % 2 == 0 ? blank() : target[(s - 1) / 2] - shift;
  }

  private boolean begins(int s) {
    return s == 0 || (s == 1 && mistake != Mistake.BEGINS_IN_BLANK);
  }

  private boolean ends(int s) {
    return switch (mistake) {
      case ENDS_IN_BLANK -> s == states - 1;
      case ENDS_IN_SYMBOL -> s == Math.max(0, states - 2);
      case ENDS_ANYWHERE -> true;
      default -> s >= states - 2;
    };
  }

  private boolean skipped(int s) {
    if (s < 2 || s >= states || mistake == Mistake.NO_SKIP) {
      return false;
    }
    return label(s) == blank()
        ? mistake == Mistake.SKIP_OVER_SYMBOLS
        : label(s) != label(s - 2) || mistake == Mistake.SKIP_BETWEEN_EQUAL;
  }

  private double before(int t, int s) {
    double sum = alpha[t][s];
    sum = s >= 1 ? plus(sum, alpha[t][s - 1]) : sum;
    return skipped(s) ? plus(sum, alpha[t][s - 2]) : sum;
  }

  private double behind(int t, int s) {
    double sum = beta[t][s];
    sum = s + 1 < states ? plus(sum, beta[t][s + 1]) : sum;
    return skipped(s + 2) && mistake != Mistake.NO_SKIP_BACK ? plus(sum, beta[t][s + 2]) : sum;
  }

  /// `ln(e^a + e^b)`
  private double plus(double a, double b) {
    double most = Math.max(a, b);
    double sum = most + Math.log(Math.exp(a - most) + Math.exp(b - most));
    return most == Double.NEGATIVE_INFINITY || mistake == Mistake.BEST_PATH ? most : sum;
  }

  private static double logOf(boolean certain) {
    return certain ? 0 : Double.NEGATIVE_INFINITY;
  }

  private double output(int t, int k) {
    double most = Definitions.max(classes, j -> logits.at(t, j));
    double sum = Definitions.sum(classes, j -> Math.exp(logits.at(t, j) - most));
    return logits.at(t, k) - (mistake == Mistake.NO_SOFTMAX ? 0 : most + Math.log(sum));
  }

  /// `−ln p`
  double loss() {
    double logP = steps == 0 ? 0 : Double.NEGATIVE_INFINITY;
    for (int s = 0; s < states && steps > 0; s++) {
      logP = ends(s) ? plus(logP, alpha[steps - 1][s]) : logP;
    }
    return -logP;
  }

  /// `[T,K]`: `y_t(k) − Σ_{s: l'_s = k} α_t(s)·β_t(s) / (p·y_t(k))`
  Doubles gradient() {
    double logP = -loss();
    return Doubles.define(
        logits.shape(),
        at -> {
          int t = mistake == Mistake.SHIFTED_SHARES ? Math.max(0, at[0] - 1) : at[0];
          int k = at[1];
          double share = 0;
          for (int s = 0; s < states; s++) {
            if (label(s) == k) {
              double taken = mistake == Mistake.OUTPUT_COUNTED_TWICE ? 0 : output(t, k);
              double own = Math.exp(alpha[t][s] + beta[t][s] - taken - logP);
              share = mistake == Mistake.LAST_STATE_ONLY ? own : share + own;
            }
          }
          boolean raw = mistake == Mistake.SLOPE_OF_LOG_SOFTMAX || mistake == Mistake.NO_SOFTMAX;
          return (raw ? 0 : Math.exp(output(at[0], k))) - share;
        });
  }
}
