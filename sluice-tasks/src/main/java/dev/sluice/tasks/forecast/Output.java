package dev.sluice.tasks.forecast;

import dev.sluice.train.loss.Loss;

/// What a network says of each target and step ahead, which is also what it is trained by.
///
/// An answer is a lower end, a point and an upper end in any case: those of a point network come
/// from [ForecastModel#calibrated].
public enum Output {
  /// The 10 %, 50 % and 90 % quantiles, which cannot cross; by their pinball losses, averaged
  /// (Koenker and Bassett 1978).
  QUANTILES(3, Loss.pinball((1 - Forecasts.LEVEL) / 2, 0.5, (1 + Forecasts.LEVEL) / 2)),
  /// A point, the mean; by its squared error.
  MEAN(1, Loss.mse()),
  /// A point, the median; by its absolute error.
  MEDIAN(1, Loss.mae());

  private final int parts;
  private final Loss loss;

  Output(int parts, Loss loss) {
    this.parts = parts;
    this.loss = loss;
  }

  /// P, the values for each target and step.
  int parts() {
    return parts;
  }

  Loss loss() {
    return loss;
  }
}
