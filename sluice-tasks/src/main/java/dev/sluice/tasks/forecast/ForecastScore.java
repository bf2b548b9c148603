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
