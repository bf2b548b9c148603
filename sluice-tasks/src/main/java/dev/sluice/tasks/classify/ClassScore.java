package dev.sluice.tasks.classify;

import dev.sluice.train.metric.F1;
import java.util.Arrays;

/// How well samples were classified.
///
/// @param confusion `[K,K]`, samples of a class (row) that were taken for another (column); copied
/// @param nats mean negative log-likelihood of the true class
/// @param calibrationError expected calibration error in 15 bins (Guo et al. 2017, arXiv
///   1706.04599): how far shares of hits lie from the probabilities they were given
public record ClassScore(long[][] confusion, double nats, double calibrationError) {
  private static final int BINS = 15;

  /// Copies the counts.
  public ClassScore {
    confusion = copy(confusion);
  }

  @Override
  public long[][] confusion() {
    return copy(confusion);
  }

  private static long[][] copy(long[]... rows) {
    return Arrays.stream(rows).map(long[]::clone).toArray(long[][]::new);
  }

  /// The number of samples.
  public long samples() {
    long sum = 0;
    for (int c = 0; c < confusion.length; c++) {
      sum += of(c).wanted();
    }
    return sum;
  }

  /// The share of samples that were given their class.
  public double accuracy() {
    long hits = 0;
    for (int c = 0; c < confusion.length; c++) {
      hits += confusion[c][c];
    }
    return (double) hits / samples();
  }

  /// Precision, recall and F1 of a class.
  public F1 of(int c) {
    long found = 0;
    long wanted = 0;
    for (int other = 0; other < confusion.length; other++) {
      found += confusion[other][c];
      wanted += confusion[c][other];
    }
    return new F1(confusion[c][c], found, wanted);
  }

  /// The mean of the classes' F1.
  public double macroF1() {
    double sum = 0;
    for (int c = 0; c < confusion.length; c++) {
      sum += of(c).value();
    }
    return sum / confusion.length;
  }

  /// @param probabilities `[N][K]`
  /// @param classes `[N]` as they should be
  static ClassScore of(double[][] probabilities, int[] classes, int count) {
    long[][] confusion = new long[count][count];
    double nats = 0;
    double[] confidence = new double[BINS];
    long[] hits = new long[BINS];
    for (int i = 0; i < classes.length; i++) {
      int best = best(probabilities[i]);
      confusion[classes[i]][best]++;
      nats -= StrictMath.log(Math.max(probabilities[i][classes[i]], Double.MIN_NORMAL));
      int bin = Math.min(BINS - 1, (int) (BINS * probabilities[i][best]));
      confidence[bin] += probabilities[i][best];
      hits[bin] += best == classes[i] ? 1 : 0;
    }
    double error = 0;
    for (int bin = 0; bin < BINS; bin++) {
      error += Math.abs(hits[bin] - confidence[bin]);
    }
    return new ClassScore(confusion, nats / classes.length, error / classes.length);
  }

  /// The first of the largest.
  static int best(double[] probabilities) {
    int best = 0;
    for (int c = 1; c < probabilities.length; c++) {
      best = probabilities[c] > probabilities[best] ? c : best;
    }
    return best;
  }
}
