package dev.sluice.tasks.forecast;

import dev.sluice.core.stream.StreamingMode;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/// Margins that make intervals hold what they promise, learnt from windows that training did not
/// see.
///
/// ```
/// scale of a window:  σ = √(variance of the target over its seen steps + 0.01)     1 where it is not seen
/// score of a window:  s = max(lower − y, y − upper)/σ                              for a point |y − point|/σ
/// margin:             the ⌈0.8·(n+1)⌉-th smallest of n scores, for each target and step ahead
/// interval:           [lower − margin·σ, upper + margin·σ], and always around the point
/// ```
///
/// Of exchangeable windows four in five then lie inside: split-conformal prediction for points (Lei
/// et al. 2018, arXiv 1604.04173; its section 5.2 for σ), conformalised quantiles (Romano et al.
/// 2019, arXiv 1905.03222). A series that changes its ways is not exchangeable; σ follows how
/// lively it is, and what came out is measured, not promised.
///
/// @param margins `[H·D]`, of standardised values; below 0 where quantiles were too wide
record Calibration(ForecastSpec spec, float[] margins) {
  /// The margins' name in a model's file.
  static final String TENSOR = "interval.margin";

  private static final double LEAST_VARIANCE = 0.01;

  /// No margins: quantiles as the network says them; a point's interval has no width.
  static Calibration none(ForecastSpec spec) {
    return new Calibration(spec, new float[spec.horizon() * spec.targets()]);
  }

  /// Stored margins.
  ///
  /// @throws IllegalArgumentException if they are not `[H·D]`
  static Calibration of(ForecastSpec spec, Tensor stored) {
    Shape expected = none(spec).tensor().shape();
    if (!stored.shape().equals(expected)) {
      throw new IllegalArgumentException(
          "tensor %s has shape %s, expected is %s".formatted(TENSOR, stored.shape(), expected));
    }
    return new Calibration(spec, stored.data());
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

  /// Scales to begin with, `[D]`: 1.
  float[] scales() {
    float[] scales = new float[spec.targets()];
    Arrays.fill(scales, 1);
    return scales;
  }

  /// The scales of a window. A stream that is carried on keeps no window: its scales stay 1.
  ///
  /// @param rows standardised features; the first step's at `first`, the next `stride` behind it
  /// @param count the window's steps
  /// @param scales receives `[D]`
  void scale(float[] rows, int first, int stride, int count, float[] scales) {
    if (spec.streaming() == StreamingMode.CARRIED) {
      return;
    }
    List<String> targets = spec.encoder().window().targets();
    for (int d = 0; d < scales.length; d++) {
      int column = spec.encoder().window().inputs().indexOf(targets.get(d));
      if (column >= 0) {
        double variance = variance(rows, first + column, stride, count);
        scales[d] = (float) Math.sqrt(variance + LEAST_VARIANCE);
      }
    }
  }

  private static double variance(float[] rows, int first, int stride, int count) {
    double mean = 0;
    for (int t = 0; t < count; t++) {
      mean += rows[first + t * stride];
    }
    mean /= count;
    double squares = 0;
    for (int t = 0; t < count; t++) {
      double difference = rows[first + t * stride] - mean;
      squares += difference * difference;
    }
    return squares / count;
  }

  /// What a network says as lower ends, points and upper ends.
  ///
  /// @param said `[H·D·P]` from `from` on
  /// @param scales `[D]`
  /// @param out receives `[H·D·3]` from `to` on
  void apply(float[] said, int from, float[] scales, float[] out, int to) {
    int parts = spec.output().parts();
    for (int i = 0; i < margins.length; i++) {
      int in = from + i * parts;
      float point = said[in + parts / 2];
      float margin = margins[i] * scales[i % scales.length];
      out[to + Ends.PARTS * i] = Math.min(point, said[in] - margin);
      out[to + Ends.PARTS * i + 1] = point;
      out[to + Ends.PARTS * i + 2] = Math.max(point, said[in + parts - 1] + margin);
    }
  }
}
