package dev.sluice.testing.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Connectionist temporal classification as it is defined: all K^T paths, one after the other.
///
/// Class 0 is the blank. Logarithms of probabilities throughout, so that nothing underflows.
public final class CtcPaths {
  private final Doubles logits;
  private final double[][] logSoftmax;
  private final List<int[]> all = new ArrayList<>();

  /// The paths of these logits `[T,K]`, at most a few thousand.
  public CtcPaths(Doubles logits) {
    this.logits = logits;
    int steps = logits.extent(0);
    int classes = logits.extent(1);
    logSoftmax = new double[steps][classes];
    for (int t = 0; t < steps; t++) {
      int frame = t;
      double most = Definitions.max(classes, k -> logits.at(frame, k));
      double sum = Definitions.sum(classes, k -> Math.exp(logits.at(frame, k) - most));
      for (int k = 0; k < classes; k++) {
        logSoftmax[t][k] = logits.at(t, k) - most - Math.log(sum);
      }
    }
    for (long number = 0; number < Math.pow(classes, steps); number++) {
      int[] path = new int[steps];
      long rest = number;
      for (int t = 0; t < steps; t++) {
        path[t] = (int) (rest % classes);
        rest /= classes;
      }
      all.add(path);
    }
  }

  /// What a path says.
  public static List<Integer> said(int... path) {
    List<Integer> said = new ArrayList<>();
    int before = 0;
    for (int symbol : path) {
      if (symbol != before && symbol != 0) {
        said.add(symbol);
      }
      before = symbol;
    }
    return said;
  }

  /// The paths that say `target`.
  public List<int[]> saying(List<Integer> target) {
    return all.stream().filter(path -> said(path).equals(target)).toList();
  }

  /// The logarithm of the probability of a path.
  public double score(int... path) {
    return Definitions.sum(path.length, t -> logSoftmax[t][path[t]]);
  }

  /// `−ln p(target)`; ∞ where no path says it.
  public double loss(List<Integer> target) {
    return -logOfSum(saying(target), this::score);
  }

  /// `d(−ln p)/d logits`, `[T,K]`: softmax less the share of paths that go through an element.
  public Doubles gradient(List<Integer> target) {
    List<int[]> paths = saying(target);
    double logP = logOfSum(paths, this::score);
    return Doubles.define(
        logits.shape(),
        at -> {
          List<int[]> through = paths.stream().filter(path -> path[at[0]] == at[1]).toList();
          double share = Math.exp(logOfSum(through, this::score) - logP);
          return Math.exp(logSoftmax[at[0]][at[1]]) - share;
        });
  }

  private static double logOfSum(List<int[]> paths, ToDoubleFunction<int[]> score) {
    double most = Definitions.max(paths.size(), i -> score.applyAsDouble(paths.get(i)));
    return paths.isEmpty()
        ? Double.NEGATIVE_INFINITY
        : most
            + Math.log(
                Definitions.sum(
                    paths.size(), i -> Math.exp(score.applyAsDouble(paths.get(i)) - most)));
  }
}
