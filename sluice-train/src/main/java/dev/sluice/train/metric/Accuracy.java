package dev.sluice.train.metric;

import dev.sluice.core.tensor.Tensor;
import dev.sluice.train.data.ClassId;

/// The share of rows whose largest value stands at the right class, 0 … 1.
///
/// Prediction `[R,V]`, logits or probabilities; target class ids `[R]`. Of equal values the first
/// is taken.
public final class Accuracy extends Metric {
  @Override
  public void add(Tensor prediction, Tensor target) {
    checkClasses(prediction.shape(), target.shape());
    int classes = prediction.shape().columns();
    for (int row = 0; row < target.data().length; row++) {
      int best = 0;
      for (int v = 1; v < classes; v++) {
        if (prediction.data()[row * classes + v] > prediction.data()[row * classes + best]) {
          best = v;
        }
      }
      gather(best == ClassId.of(target.data()[row], classes, row) ? 1 : 0);
    }
  }
}
