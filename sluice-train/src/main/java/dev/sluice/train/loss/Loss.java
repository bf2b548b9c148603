package dev.sluice.train.loss;

import dev.sluice.core.autodiff.Ops;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.train.data.Batch;
import dev.sluice.train.data.ClassId;
import dev.sluice.train.data.Targets;
import java.util.Arrays;

/// How wrong a prediction is: forward code from prediction and target to one number.
///
/// Any lambda will do; its gradient comes from the tape:
///
/// ```java
/// Loss relative = (y, t) -> y.minus(t).divide(t).abs().mean();
/// ```
///
/// **Weights.** The losses here are means over elements (over rows for class ids), each counting
/// the same. Sequences of length 0 do not count: [#of(Var, Targets)] leaves their rows out before
/// the function sees them, of custom losses too, and a batch of nothing else has loss 0.
@FunctionalInterface
public interface Loss {
  /// The loss of these rows, a scalar.
  ///
  /// @param prediction `[R,…]`
  /// @param target `[R,…]` values, or class ids `[R]`
  Var of(Var prediction, Var target);

  /// The loss of a batch; rows of sequences of length 0 are left out.
  ///
  /// @param prediction a row for each row of the targets
  /// @throws IllegalArgumentException if the rows are not as many
  default Var of(Var prediction, Targets targets) {
    Shape shape = prediction.shape();
    if (shape.rank() < 1 || shape.dim(0) != targets.rows()) {
      throw new IllegalArgumentException(
          "prediction has shape %s, targets per %s have shape %s; they need equally many rows"
              .formatted(shape, targets.per(), targets.values().shape()));
    }
    int weight = targets.weight();
    if (weight == 0) {
      return prediction.sum().scale(0); // 0, with gradient 0 for all that led here
    }
    if (weight == targets.rows()) {
      return of(prediction, prediction.tape().constant(targets.values()));
    }
    int[] counted = targets.counted();
    int[] dims = shape.dims();
    Var rows = prediction.reshape(dims[0], shape.size() / dims[0]);
    dims[0] = counted.length;
    Var target = prediction.tape().constant(rows(targets.values(), counted));
    return of(Ops.gatherRows(rows, counted).reshape(dims), target);
  }

  /// The loss of a batch.
  ///
  /// @param prediction a row for each row of `batch.y()`
  default Var of(Var prediction, Batch batch) {
    return of(prediction, batch.y());
  }

  private static Tensor rows(Tensor tensor, int... rows) {
    int[] dims = tensor.shape().dims();
    int size = tensor.shape().size() / dims[0];
    dims[0] = rows.length;
    Tensor result = Tensor.zeros(dims);
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(tensor.data(), rows[i] * size, result.data(), i * size, size);
    }
    return result;
  }

  /// Mean squared error: `(p − t)²`. Shapes of prediction and target are equal.
  static Loss mse() {
    return PointwiseLoss.of("mse", PointwiseLoss.SQUARED);
  }

  /// Mean absolute error: `|p − t|`, slope 0 where they are equal. Shapes are equal.
  static Loss mae() {
    return PointwiseLoss.of("mae", PointwiseLoss.ABSOLUTE);
  }

  /// Huber's loss (1964): `e²/2` for `|e| ≤ δ`, `δ(|e| − δ/2)` beyond, `e = p − t`. Shapes are
  /// equal.
  ///
  /// @param delta δ, where the square turns into a line; positive, in the target's unit
  static Loss huber(float delta) {
    if (!(delta > 0) || delta == Float.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("huber needs a positive delta, not " + delta);
    }
    return PointwiseLoss.of("huber(" + delta + ")", PointwiseLoss.huber(delta));
  }

  /// The pinball loss of quantiles (Koenker and Bassett 1978): `max(q(t − p), (q − 1)(t − p))`, the
  /// mean over quantiles too; slope 0 where they are equal.
  ///
  /// The prediction is `[…,H·Q]` for a target `[…,H]`, quantiles next to each other: column `h·Q +
  /// k` is quantile `k` of value `h`.
  ///
  /// @param quantiles Q levels, each inside (0, 1)
  static Loss pinball(double... quantiles) {
    PointwiseLoss.Penalty[] penalties = new PointwiseLoss.Penalty[quantiles.length];
    for (int k = 0; k < quantiles.length; k++) {
      penalties[k] = PointwiseLoss.pinball(quantiles[k]);
    }
    if (quantiles.length == 0) {
      throw new IllegalArgumentException("pinball needs at least one quantile");
    }
    return PointwiseLoss.of("pinball" + Arrays.toString(quantiles), penalties);
  }

  /// Cross-entropy of classes: `−ln softmax(p)[c]`, the mean over rows.
  ///
  /// The prediction is logits `[R,V]`, the target class ids `[R]`.
  static Loss crossEntropy() {
    return crossEntropy(0);
  }

  /// Cross-entropy with label smoothing (Szegedy et al. 2016, arXiv 1512.00567): the target is `1 −
  /// ε` for the class plus `ε/V` for every class.
  ///
  /// @param smoothing ε in `[0, 1)`
  static Loss crossEntropy(float smoothing) {
    if (!(smoothing >= 0 && smoothing < 1)) {
      throw new IllegalArgumentException("smoothing lies in [0, 1), not " + smoothing);
    }
    return (prediction, target) ->
        Ops.crossEntropy(prediction, smoothing, ids(prediction.shape(), target));
  }

  private static int[] ids(Shape logits, Var target) {
    Shape shape = target.shape();
    if (logits.rank() != 2 || shape.rank() != 1 || logits.dim(0) != shape.dim(0)) {
      throw new IllegalArgumentException(
          "crossEntropy: logits have shape %s and class ids %s; it needs [R,V] and [R]"
              .formatted(logits, shape));
    }
    int[] ids = new int[shape.size()];
    float[] values = target.copy().data();
    for (int row = 0; row < ids.length; row++) {
      ids[row] = ClassId.of(values[row], logits.dim(1), row);
    }
    return ids;
  }

  /// Cross-entropy of yes and no: `−t·ln σ(p) − (1−t)·ln(1 − σ(p))`, the mean over elements.
  ///
  /// The prediction is logits, the target probabilities in `[0, 1]` of the same shape. Computed as
  /// `max(p,0) − p·t + ln(1 + e^−|p|)`, which neither overflows nor cancels.
  static Loss binaryCrossEntropy() {
    return (prediction, target) ->
        prediction.tape().apply(new BinaryCrossEntropy(), prediction, target);
  }
}
