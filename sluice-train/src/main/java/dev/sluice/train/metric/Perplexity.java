package dev.sluice.train.metric;

import dev.sluice.core.tensor.Tensor;
import dev.sluice.train.data.ClassId;

/// `e` to the mean cross-entropy: among how many equally likely classes the network hesitates.
///
/// Prediction logits `[R,V]`; target class ids `[R]`.
public final class Perplexity extends Metric {
  @Override
  public void add(Tensor prediction, Tensor target) {
    checkClasses(prediction.shape(), target.shape());
    int classes = prediction.shape().columns();
    float[] logits = prediction.data();
    for (int row = 0; row < target.data().length; row++) {
      int at = row * classes;
      int id = ClassId.of(target.data()[row], classes, row);
      double max = Double.NEGATIVE_INFINITY;
      for (int v = 0; v < classes; v++) {
        max = Math.max(max, logits[at + v]);
      }
      double sum = 0;
      for (int v = 0; v < classes; v++) {
        sum += StrictMath.exp(logits[at + v] - max);
      }
      gather(max + StrictMath.log(sum) - logits[at + id]);
    }
  }

  @Override
  double of(double mean) {
    return StrictMath.exp(mean);
  }
}
