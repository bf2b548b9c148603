package dev.sluice.tasks.forecast;

import dev.sluice.tasks.series.Group;

/// A point forecast for one group, fitted already.
interface PointRule {
  /// The earliest origin from which `ahead` days ahead can be forecast.
  int firstOrigin(int ahead);

  /// The forecast issued on day `origin` of `group` for day `origin + ahead`; reads no later day
  /// than `origin`.
  double at(Group group, int origin, int ahead);
}
