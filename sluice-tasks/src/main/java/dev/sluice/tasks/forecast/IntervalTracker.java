package dev.sluice.tasks.forecast;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/// The factors of [Intervals#RECENT] in one group: hears of each forecast when it is issued and of
/// outcomes when they are known.
///
/// It keeps the last H forecasts, `H·H·D·4` floats.
final class IntervalTracker {
  /// How far the logarithm of a factor moves at most in one step. Chosen on validation, see
  /// `docs/results.md`.
  static final double RATE = 0.007;

  /// Steps, beyond the horizon, that are looked at before the first forecast.
  static final int PAST = 500;

  private final int horizon;
  private final double rate;
  private final double[] logFactors; // [D]
  private final Deque<Issued> issued = new ArrayDeque<>();
  private int learnt;

  /// @param answer `[H·D·3]`, as calibrated
  /// @param actual `[H·D]`, of which what lies behind the present is not looked at
  private record Issued(int origin, float[] answer, float[] actual) {}

  IntervalTracker(int horizon, int targets, double rate) {
    this.horizon = horizon;
    this.rate = rate;
    logFactors = new double[targets];
  }

  /// Takes note of a forecast.
  void issue(int origin, float[] answer, float[] actual) {
    issued.addLast(new Issued(origin, answer.clone(), actual));
  }

  /// Takes note of the outcomes of step `time`, if there were forecasts for it.
  void learn(int time) {
    while (!issued.isEmpty() && issued.getFirst().origin + horizon < time) {
      issued.removeFirst();
    }
    boolean any = false;
    for (int d = 0; d < logFactors.length; d++) {
      int known = 0;
      int outside = 0;
      double factor = Math.exp(logFactors[d]);
      for (Issued forecast : issued) {
        int k = (time - forecast.origin - 1) * logFactors.length + d;
        if (time > forecast.origin && !Float.isNaN(forecast.actual[k])) {
          known++;
          outside += isOutside(forecast, k, factor) ? 1 : 0;
        }
      }
      if (known > 0) {
        logFactors[d] += rate * ((double) outside / known - (1 - Forecasts.LEVEL));
        any = true;
      }
    }
    learnt += any ? 1 : 0;
  }

  private static boolean isOutside(Issued forecast, int k, double factor) {
    float point = forecast.answer[Ends.PARTS * k + 1];
    float error = forecast.actual[k] - point;
    float end = forecast.answer[Ends.PARTS * k + (error < 0 ? 0 : 2)];
    return Math.abs(error) > factor * Math.abs(end - point);
  }

  /// Steps with outcomes so far.
  int learnt() {
    return learnt;
  }

  /// The factors now, `[D]`.
  double[] factors() {
    return Arrays.stream(logFactors).map(Math::exp).toArray();
  }

  /// Applies the factors to an answer `[H·D·3]`, in place.
  void widen(float[] answer) {
    double[] factors = factors();
    for (int k = 0; k < answer.length / Ends.PARTS; k++) {
      double factor = factors[k % factors.length];
      int at = Ends.PARTS * k;
      float point = answer[at + 1];
      answer[at] = (float) (point - factor * (point - answer[at]));
      answer[at + 2] = (float) (point + factor * (answer[at + 2] - point));
    }
  }
}
