package dev.sluice.tasks.forecast;

import java.util.Locale;

/// How good a model is in some windows, over all targets and steps ahead, standardised as the
/// network sees them: the numbers of published tables.
///
/// @param windows how many
/// @param mse mean squared error of the points
/// @param mae mean absolute error of the points
/// @param coverage the share of outcomes inside the 80 % intervals
public record ForecastScore(int windows, double mse, double mae, double coverage) {
  /// Adds up the answers of one window after the other.
  static final class Sum {
    private int windows;
    private long count;
    private long inside;
    private double squares;
    private double absolute;

    /// @param answer `[H·D·3]`
    /// @param truth `[H·D]` from `offset` on
    void add(float[] answer, float[] truth, int offset) {
      windows++;
      for (int i = 0; i < answer.length / Ends.PARTS; i++) {
        double actual = truth[offset + i];
        double error = answer[Ends.PARTS * i + 1] - actual;
        squares += error * error;
        absolute += Math.abs(error);
        boolean held = answer[Ends.PARTS * i] <= actual && actual <= answer[Ends.PARTS * i + 2];
        inside += held ? 1 : 0;
        count++;
      }
    }

    ForecastScore score() {
      return new ForecastScore(windows, squares / count, absolute / count, (double) inside / count);
    }
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "mse %.4f, mae %.4f, %.1f %% inside, %d windows",
        mse,
        mae,
        100 * coverage,
        windows);
  }
}
