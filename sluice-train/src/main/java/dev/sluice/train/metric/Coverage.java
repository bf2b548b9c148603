package dev.sluice.train.metric;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.Objects;

/// The share of values inside the interval between two predicted quantiles, both ends included, 0 …
/// 1.
///
/// Prediction `[…,H·Q]` for a target `[…,H]`, as the pinball loss has them: column `h·Q + k` is
/// quantile `k` of value `h`.
public final class Coverage extends Metric {
  private final int quantiles;
  private final int lower;
  private final int upper;

  private Coverage(int quantiles, int lower, int upper) {
    this.quantiles = quantiles;
    this.lower = Objects.checkIndex(lower, quantiles);
    this.upper = Objects.checkIndex(upper, quantiles);
  }

  /// The interval from quantile number `lower` to number `upper` of `quantiles`.
  public static Coverage of(int quantiles, int lower, int upper) {
    return new Coverage(quantiles, lower, upper);
  }

  @Override
  public void add(Tensor prediction, Tensor target) {
    Shape t = target.shape();
    if (t.rank() == 0 || !prediction.shape().equals(t.withLast(t.columns() * quantiles))) {
      throw unfit(prediction.shape(), t, "[…,H·" + quantiles + "] for a target […,H]");
    }
    for (int i = 0; i < target.data().length; i++) {
      float value = target.data()[i];
      float low = prediction.data()[i * quantiles + lower];
      float high = prediction.data()[i * quantiles + upper];
      gather(low <= value && value <= high ? 1 : 0);
    }
  }
}
