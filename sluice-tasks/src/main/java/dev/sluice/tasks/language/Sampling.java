package dev.sluice.tasks.language;

import dev.sluice.core.tensor.Seed;
import java.util.Arrays;

/// How the next symbol is chosen of its probabilities.
///
/// @param temperature what logits are divided by; 0 takes the most likely
/// @param topK only the k most likely are chosen from
/// @param topP only the most likely that together have this probability, in `(0,1]` (Holtzman et
///   al. 2020, arXiv 1904.09751)
public record Sampling(double temperature, int topK, double topP) {
  /// Checks the ranges.
  public Sampling {
    if (!(temperature >= 0 && temperature < 1000)) {
      throw new IllegalArgumentException(
          "a temperature of " + temperature + "; it lies in [0,1000)");
    }
    if (topK < 1) {
      throw new IllegalArgumentException("top " + topK + " symbols; at least one is needed");
    }
    if (!(topP > 0 && topP <= 1)) {
      throw new IllegalArgumentException("a probability of " + topP + "; it lies in (0,1]");
    }
  }

  /// Of all symbols.
  public static Sampling of(double temperature) {
    return new Sampling(temperature, Integer.MAX_VALUE, 1);
  }

  /// Of the k most likely.
  public Sampling topK(int k) {
    return new Sampling(temperature, k, topP);
  }

  /// Of the most likely that together have a probability.
  public Sampling topP(double p) {
    return new Sampling(temperature, topK, p);
  }

  /// Chooses a symbol.
  ///
  /// @param logits `[V]`; changed to probabilities
  /// @param never what is not chosen, or −1
  /// @param number of the choice, so that equal seeds and numbers choose the same
  int choose(float[] logits, int never, Seed seed, long number) {
    if (never >= 0) {
      logits[never] = Float.NEGATIVE_INFINITY;
    }
    int best = 0;
    for (int v = 1; v < logits.length; v++) {
      best = logits[v] > logits[best] ? v : best;
    }
    if (temperature == 0) {
      return best;
    }
    float max = logits[best];
    double sum = 0;
    for (int v = 0; v < logits.length; v++) {
      logits[v] = (float) StrictMath.exp((logits[v] - max) / temperature);
      sum += logits[v];
    }
    if (topK < logits.length || topP < 1) {
      sum = keepMostLikely(logits, sum);
    }
    double left = seed.uniform(number) * sum;
    for (int v = 0; v < logits.length; v++) {
      left -= logits[v];
      if (left < 0) {
        return v;
      }
    }
    return best;
  }

  /// Sets the weights to 0 of symbols that are not chosen from; of equal ones the first stay.
  ///
  /// @return the sum of those that stay
  private double keepMostLikely(float[] weights, double sum) {
    float[] sorted = weights.clone();
    Arrays.sort(sorted);
    int kept = 0;
    double found = 0;
    while (kept < sorted.length && kept < topK && found < topP * sum) {
      kept++;
      found += sorted[sorted.length - kept];
    }
    float least = sorted[sorted.length - kept];
    int equal = 0; // how many of the least weight stay
    for (int i = sorted.length - kept; i < sorted.length && sorted[i] == least; i++) {
      equal++;
    }
    double left = 0;
    for (int v = 0; v < weights.length; v++) {
      boolean stays = weights[v] > least || weights[v] == least && equal-- > 0;
      weights[v] = stays ? weights[v] : 0;
      left += weights[v];
    }
    return left;
  }
}
