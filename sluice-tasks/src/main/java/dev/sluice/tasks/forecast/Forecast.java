package dev.sluice.tasks.forecast;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// What a model says on one day about the H days after it: a point and an 80 % interval for each
/// target column, in the file's unit.
public final class Forecast {
  private static final int PARTS = ForecastNetwork.PARTS;

  private final String group;
  private final LocalDate origin;
  private final List<String> targets;
  private final double[] values; // [H·D·3], owned

  Forecast(String group, LocalDate origin, List<String> targets, double[] values) {
    this.group = group;
    this.origin = origin;
    this.targets = targets;
    this.values = values;
  }

  /// The group it is for.
  public String group() {
    return group;
  }

  /// The last day that was seen.
  public LocalDate origin() {
    return origin;
  }

  /// The D columns that are forecast.
  public List<String> targets() {
    return targets;
  }

  /// H, the days ahead.
  public int horizon() {
    return values.length / (PARTS * targets.size());
  }

  /// The point for `ahead` days after the origin, 1 … H, of the first target.
  public double point(int ahead) {
    return value(targets.getFirst(), ahead, 1);
  }

  /// The lower end of the interval, of the first target.
  public double lower(int ahead) {
    return value(targets.getFirst(), ahead, 0);
  }

  /// The upper end of the interval, of the first target.
  public double upper(int ahead) {
    return value(targets.getFirst(), ahead, 2);
  }

  /// Lower end, point and upper end of one target for `ahead` days after the origin.
  ///
  /// @throws IllegalArgumentException if the column is no target
  public double[] of(String target, int ahead) {
    return new double[] {value(target, ahead, 0), value(target, ahead, 1), value(target, ahead, 2)};
  }

  private double value(String target, int ahead, int part) {
    int index = targets.indexOf(target);
    if (index < 0) {
      throw new IllegalArgumentException(target + " is not forecast; targets are " + targets);
    }
    int day = Objects.checkIndex(ahead - 1, horizon());
    return values[(day * targets.size() + index) * PARTS + part];
  }

  /// All values, copied: `[H·D·3]`, day after day, target after target, lower end, point, upper
  /// end.
  public double[] toArray() {
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Forecast that
        && group.equals(that.group)
        && origin.equals(that.origin)
        && targets.equals(that.targets)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Objects.hash(group, origin, Arrays.hashCode(values));
  }

  @Override
  public String toString() {
    return "Forecast of "
        + targets
        + " for "
        + group
        + " on "
        + origin
        + ", "
        + horizon()
        + " days";
  }
}
