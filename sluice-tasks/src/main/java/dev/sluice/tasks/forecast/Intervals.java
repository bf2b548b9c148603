package dev.sluice.tasks.forecast;

/// How wide intervals are as time goes on.
public enum Intervals {
  /// As they were calibrated.
  FIXED,

  /// As they were calibrated, times a factor for each group and target that follows how often
  /// outcomes lay outside of late. For series that become calmer or livelier than they were when
  /// the model was calibrated; needs their past.
  ///
  /// ```
  /// s_t,h    = |y_t − point|/width        of the forecast for t issued h steps before; width: from the point to the end on y's side
  /// log f_t  = log f_t−1 + 0.007·(share of h with s_t,h > f_t−1, less 0.2)        f = 1 at first
  /// interval = point ± f·width            from the next forecast on
  /// ```
  ///
  /// This is quantile tracking (Gibbs and Candès 2021, arXiv 2106.00233; Angelopoulos, Candès and
  /// Tibshirani 2023, arXiv 2307.16895) on a logarithmic scale. Outcomes are held against what the
  /// calibration alone said, however old, so that far horizons do not answer to their own echo.
  /// Only outcomes up to the moment a forecast is issued count. A side without width stays without.
  RECENT
}
