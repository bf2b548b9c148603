package dev.sluice.tasks.forecast;

import dev.sluice.tasks.series.TimeStep;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// What a model says at one time about the H steps after it: a point and an 80 % interval for each
/// target column, in the file's unit.
public final class Forecast {
  private static final int PARTS = Ends.PARTS;

  private final String group;
  private final LocalDateTime origin;
  private final TimeStep step;
  private final List<String> targets;
  private final double[] values; // [H·D·3], owned

  Forecast(
      String group, LocalDateTime origin, TimeStep step, List<String> targets, double[] values) {
    this.group = group;
    this.origin = origin;
    this.step = step;
    this.targets = targets;
    this.values = values;
  }

  /// The group it is for.
  public String group() {
    return group;
  }

  /// The last time that was seen.
  public LocalDateTime origin() {
    return origin;
  }

  /// The step from each time to the next.
  public TimeStep step() {
    return step;
  }

  /// The time that is `ahead` steps after the origin, 1 … H.
  public LocalDateTime time(int ahead) {
    return step.plus(origin, 1L + Objects.checkIndex(ahead - 1, horizon()));
  }

  /// The D columns that are forecast.
  public List<String> targets() {
    return targets;
  }

  /// H, the steps ahead.
  public int horizon() {
    return values.length / (PARTS * targets.size());
  }

  /// The point for `ahead` steps after the origin, 1 … H, of the first target.
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

  /// Lower end, point and upper end of one target for `ahead` steps after the origin.
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
    int place = Objects.checkIndex(ahead - 1, horizon());
    return values[(place * targets.size() + index) * PARTS + part];
  }

  /// All values, copied: `[H·D·3]`, step after step, target after target, lower end, point, upper
  /// end.
  public double[] toArray() {
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Forecast that
        && group.equals(that.group)
        && origin.equals(that.origin)
        && step.equals(that.step)
        && targets.equals(that.targets)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Objects.hash(group, origin, step, Arrays.hashCode(values));
  }

  @Override
  public String toString() {
    return "Forecast of "
        + targets
        + " for "
        + group
        + " on "
        + step.text(origin)
        + ", "
        + step.times(horizon())
        + " ahead";
  }
}
