package dev.sluice.train.metric;

import dev.sluice.core.tensor.Tensor;

/// Mean absolute error, in the target's unit; shapes are equal.
public final class Mae extends Metric {
  @Override
  public void add(Tensor prediction, Tensor target) {
    checkEqual(prediction.shape(), target.shape());
    for (int i = 0; i < target.data().length; i++) {
      gather(Math.abs((double) prediction.data()[i] - target.data()[i]));
    }
  }
}
