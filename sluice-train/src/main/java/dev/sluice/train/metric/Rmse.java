package dev.sluice.train.metric;

import dev.sluice.core.tensor.Tensor;

/// Root of the mean squared error, in the target's unit; shapes are equal.
public final class Rmse extends Metric {
  @Override
  public void add(Tensor prediction, Tensor target) {
    checkEqual(prediction.shape(), target.shape());
    for (int i = 0; i < target.data().length; i++) {
      double error = (double) prediction.data()[i] - target.data()[i];
      gather(error * error);
    }
  }

  @Override
  double of(double mean) {
    return Math.sqrt(mean);
  }
}
