package dev.sluice.tasks.forecast;

import dev.sluice.tasks.series.Group;

/// A point forecast for one group, fitted already.
interface PointRule {
  /// The earliest origin from which `ahead` steps ahead can be forecast.
  int firstOrigin(int ahead);

  /// The forecast issued at step `origin` of `group` for step `origin + ahead`; reads no later step
  /// than `origin`. `NaN` if too much is missing.
  double at(Group group, int origin, int ahead);

  /// As the last value.
  record LastValue(int column) implements PointRule {
    @Override
    public int firstOrigin(int ahead) {
      return 0;
    }

    @Override
    public double at(Group group, int origin, int ahead) {
      int last = lastGiven(group, column, origin, 1);
      return last < 0 ? Double.NaN : group.value(column, last);
    }
  }

  /// As at the same place of the last season that is over.
  record SeasonBefore(int column, int season) implements PointRule {
    @Override
    public int firstOrigin(int ahead) {
      return seasons(ahead) - ahead;
    }

    @Override
    public double at(Group group, int origin, int ahead) {
      int same = lastGiven(group, column, origin + ahead - seasons(ahead), season);
      return same < 0 ? Double.NaN : group.value(column, same);
    }

    /// The steps of as many seasons as `ahead` reaches into.
    private int seasons(int ahead) {
      return Math.multiplyExact(season, Math.ceilDiv(ahead, season));
    }
  }

  /// On the line through the first and the last value (Hyndman and Athanasopoulos 2021, 5.2).
  record Drift(int column) implements PointRule {
    @Override
    public int firstOrigin(int ahead) {
      return 1;
    }

    @Override
    public double at(Group group, int origin, int ahead) {
      int last = lastGiven(group, column, origin, 1);
      int first = 0;
      while (first < last && group.isMissing(column, first)) {
        first++;
      }
      if (last <= first) {
        return Double.NaN;
      }
      double end = group.value(column, last);
      double slope = (end - group.value(column, first)) / (last - first);
      return end + slope * (origin + ahead - last);
    }
  }

  /// The last of `t`, `t − stride`, … that has a value; −1 if none has.
  private static int lastGiven(Group group, int column, int t, int stride) {
    int given = t;
    while (given >= 0 && group.isMissing(column, given)) {
      given -= stride;
    }
    return Math.max(-1, given);
  }
}
