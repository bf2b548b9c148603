package dev.sluice.tasks.speech.decode;

import dev.sluice.core.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Random posteriors, and what the definitions say of them, in double.
final class Paths {
  private Paths() {}

  /// `[T,K]`, normalised to float's rounding.
  ///
  /// @param peak how far apart logits are
  static float[] random(Seed seed, int frames, int classes, double peak) {
    float[] y = new float[frames * classes];
    for (int t = 0; t < frames; t++) {
      double sum = 0;
      double[] logits = new double[classes];
      for (int k = 0; k < classes; k++) {
        logits[k] = peak * seed.normal((long) t * classes + k);
        sum += Math.exp(logits[k]);
      }
      for (int k = 0; k < classes; k++) {
        y[t * classes + k] = (float) (logits[k] - Math.log(sum));
      }
    }
    return y;
  }

  /// Log-probabilities of probabilities, one frame after the other.
  static float[] of(double... probabilities) {
    float[] y = new float[probabilities.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) Math.log(probabilities[i]);
    }
    return y;
  }

  /// Frames that say one class each, clearly.
  static float[] saying(int classes, int... path) {
    double[] y = new double[path.length * classes];
    Arrays.fill(y, 0.1 / (classes - 1));
    for (int t = 0; t < path.length; t++) {
      y[t * classes + path[t]] = 0.9;
    }
    return of(y);
  }

  static List<Integer> collapse(int... path) {
    List<Integer> said = new ArrayList<>();
    for (int t = 0; t < path.length; t++) {
      if (path[t] != 0 && (t == 0 || path[t] != path[t - 1])) {
        said.add(path[t]);
      }
    }
    return said;
  }

  /// The probability of every labelling: all Kᵀ paths are walked.
  static Map<List<Integer>, Double> enumerate(float[] y, int classes) {
    int frames = y.length / classes;
    Map<List<Integer>, Double> all = new HashMap<>();
    for (long number = 0; number < Math.round(Math.pow(classes, frames)); number++) {
      int[] path = new int[frames];
      double p = 1;
      long rest = number;
      for (int t = 0; t < frames; t++) {
        path[t] = (int) (rest % classes);
        rest /= classes;
        p *= Math.exp(y[t * classes + path[t]]);
      }
      all.merge(collapse(path), p, Double::sum);
    }
    return all;
  }

  /// ln p(l|y) by the forward recursion of CTC over blanks and symbols, in probabilities.
  static double ctc(float[] y, int classes, List<Integer> label) {
    int states = 2 * label.size() + 1;
    if (y.length == 0) {
      return label.isEmpty() ? 0 : Double.NEGATIVE_INFINITY;
    }
    double[] alpha = new double[states];
    for (int t = 0; t < y.length / classes; t++) {
      double[] next = new double[states];
      for (int s = 0; s < states; s++) {
        double from = t == 0 ? (s < 2 ? 1 : 0) : alpha[s];
        if (t > 0 && s >= 1) {
          from += alpha[s - 1];
        }
        if (t > 0 && s >= 3 && s % 2 == 1 && !label.get(s / 2).equals(label.get(s / 2 - 1))) {
          from += alpha[s - 2];
        }
        next[s] = from * Math.exp(y[t * classes + (s % 2 == 0 ? 0 : label.get(s / 2))]);
      }
      alpha = next;
    }
    return Math.log(alpha[states - 1] + (states > 1 ? alpha[states - 2] : 0));
  }

  /// The likeliest of all paths that say a labelling.
  static int[] likeliest(float[] y, int classes, List<Integer> label) {
    int frames = y.length / classes;
    Map<Double, int[]> found = new TreeMap<>(Comparator.reverseOrder());
    for (long number = 0; number < Math.round(Math.pow(classes, frames)); number++) {
      int[] path = new int[frames];
      double sum = 0;
      long rest = number;
      for (int t = 0; t < frames; t++) {
        path[t] = (int) (rest % classes);
        rest /= classes;
        sum += y[t * classes + path[t]];
      }
      if (collapse(path).equals(label)) {
        found.putIfAbsent(sum, path);
      }
    }
    return found.values().iterator().next();
  }

  /// Symbols with their frames, of a path.
  static List<DecodedSymbol> symbols(float[] y, int classes, int... path) {
    List<DecodedSymbol> symbols = new ArrayList<>();
    for (int from = 0; from < path.length; ) {
      int to = from;
      int peak = from;
      while (to < path.length && path[to] == path[from]) {
        int k = path[from];
        peak = y[to * classes + k] > y[peak * classes + k] ? to : peak;
        to++;
      }
      if (path[from] != 0) {
        double probability = StrictMath.exp(y[peak * classes + path[from]]);
        symbols.add(new DecodedSymbol(path[from], from, to - 1, peak, probability));
      }
      from = to;
    }
    return symbols;
  }

  static List<Integer> ids(List<DecodedSymbol> symbols) {
    return symbols.stream().map(DecodedSymbol::symbol).toList();
  }

  /// The words of a labelling, parted by one class; each symbol a word if there is none.
  static List<String> words(Alphabet alphabet, List<Integer> label) {
    if (alphabet.unit() == Alphabet.Unit.WORD) {
      return label.stream().map(alphabet::symbol).toList();
    }
    StringBuilder text = new StringBuilder();
    label.forEach(symbol -> text.append(alphabet.symbol(symbol)));
    return text.toString().isBlank() ? List.of() : List.of(text.toString().strip().split(" +"));
  }
}
