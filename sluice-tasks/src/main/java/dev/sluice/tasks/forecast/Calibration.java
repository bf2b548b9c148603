package dev.sluice.tasks.forecast;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.Arrays;

/// Margins that make intervals hold what they promise, learnt from windows that training did not
/// see.
///
/// ```
/// score of a window:  s = max(lower − y, y − upper)        for a point |y − point|
/// margin:             the ⌈0.8·(n+1)⌉-th smallest of n scores, for each target and step ahead
/// interval:           [lower − margin, upper + margin], and always around the point
/// ```
///
/// Of exchangeable windows four in five then lie inside: split-conformal prediction for points (Lei
/// et al. 2018, arXiv 1604.04173), conformalised quantiles (Romano et al. 2019, arXiv 1905.03222).
/// A series that changes its ways is not exchangeable; what came out is measured, not promised.
///
/// @param margins `[H·D]`, standardised; below 0 where quantiles were too wide
record Calibration(float[] margins) {
  /// The margins' name in a model's file.
  static final String TENSOR = "interval.margin";

  /// No margins: quantiles as the network says them; a point's interval has no width.
  static Calibration none(ForecastSpec spec) {
    return new Calibration(new float[spec.horizon() * spec.targets()]);
  }

  /// Stored margins.
  ///
  /// @throws IllegalArgumentException if they are not `[H·D]`
  static Calibration of(ForecastSpec spec, Tensor stored) {
    Tensor expected = none(spec).tensor();
    if (!stored.shape().equals(expected.shape())) {
      throw new IllegalArgumentException(
          "tensor %s has shape %s, expected is %s"
              .formatted(TENSOR, stored.shape(), expected.shape()));
    }
    return new Calibration(stored.data());
  }

  Tensor tensor() {
    return Tensor.of(Shape.of(margins.length), margins);
  }

  /// The margin of these scores, which are sorted here.
  ///
  /// @throws IllegalArgumentException if there are too few for any margin
  static float margin(float... scores) {
    int rank = (int) Math.ceil(Forecasts.LEVEL * (scores.length + 1L));
    if (rank > scores.length) {
      throw new IllegalArgumentException(
          "%d windows are too few to calibrate an interval of %.0f %%"
              .formatted(scores.length, 100 * Forecasts.LEVEL));
    }
    Arrays.sort(scores);
    return scores[rank - 1];
  }

  /// What a network says as lower ends, points and upper ends.
  ///
  /// @param said `[H·D·P]` from `from` on
  /// @param out receives `[H·D·3]` from `to` on
  void apply(float[] said, int from, Output output, float[] out, int to) {
    int parts = output.parts();
    for (int i = 0; i < margins.length; i++) {
      int in = from + i * parts;
      float point = said[in + parts / 2];
      out[to + Ends.PARTS * i] = Math.min(point, said[in] - margins[i]);
      out[to + Ends.PARTS * i + 1] = point;
      out[to + Ends.PARTS * i + 2] = Math.max(point, said[in + parts - 1] + margins[i]);
    }
  }
}
