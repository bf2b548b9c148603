package dev.sluice.train.metric;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;

/// A number about predictions, gathered batch by batch.
public abstract class Metric {
  private double sum;
  private long count;

  /// Only those of this package.
  Metric() {}

  /// Takes in a batch.
  ///
  /// @param prediction what the network said
  /// @param target what it should have said
  public abstract void add(Tensor prediction, Tensor target);

  /// The metric over all that was added.
  ///
  /// @throws IllegalStateException if nothing was added
  public double value() {
    if (count == 0) {
      throw new IllegalStateException(getClass().getSimpleName() + " of nothing; add() first");
    }
    return of(sum / count);
  }

  /// The metric of the mean.
  double of(double mean) {
    return mean;
  }

  /// How many elements (rows for classes) were added.
  public final long count() {
    return count;
  }

  final void gather(double value) {
    sum += value;
    count++;
  }

  final void checkEqual(Shape prediction, Shape target) {
    if (!prediction.equals(target)) {
      throw unfit(prediction, target, "equal shapes");
    }
  }

  final void checkClasses(Shape prediction, Shape target) {
    if (prediction.rank() != 2 || target.rank() != 1 || prediction.dim(0) != target.dim(0)) {
      throw unfit(prediction, target, "[R,V] and [R]");
    }
  }

  final IllegalArgumentException unfit(Shape prediction, Shape target, String wanted) {
    return new IllegalArgumentException(
        "%s: prediction has shape %s, target %s; it needs %s"
            .formatted(getClass().getSimpleName(), prediction, target, wanted));
  }
}
