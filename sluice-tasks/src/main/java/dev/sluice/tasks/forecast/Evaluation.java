package dev.sluice.tasks.forecast;

import dev.sluice.tasks.series.Group;
import dev.sluice.tasks.series.Windows;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/// How good a model is, beside naive forecasts in the same windows, every target at once. What is
/// kept are sums, never the forecasts.
///
/// ```java
/// Evaluation test = Evaluation.of(model, split.test(), Evaluation.Settings.STANDARDISED);
/// test.all(test.network()).mse();
/// ```
///
/// Means are over all windows, steps, targets and groups together, as published tables have them.
public final class Evaluation {
  private final Windows windows;
  private final Unit unit;
  private final List<MethodSums> methods;
  private final List<String> leftOut;

  /// What errors are measured in.
  public enum Unit {
    /// Deviations of the column among the training rows, as in published tables.
    STANDARDISED,
    /// The file's.
    OF_FILE
  }

  /// How to evaluate.
  ///
  /// @param unit of errors
  /// @param season steps of a season for seasonal-naive; empty for that of the step, if it has one
  /// @param threads they change the time, never the result
  /// @param intervals of the model; with [Intervals#RECENT] the windows before the first one are
  ///   gone through too
  public record Settings(Unit unit, OptionalInt season, int threads, Intervals intervals) {
    /// Standardised, the season of the step, one thread, intervals as calibrated.
    public static final Settings STANDARDISED =
        new Settings(Unit.STANDARDISED, OptionalInt.empty(), 1, Intervals.FIXED);

    /// The same in this unit.
    public Settings unit(Unit value) {
      return new Settings(value, season, threads, intervals);
    }

    /// The same with this season of seasonal-naive.
    public Settings season(OptionalInt value) {
      return new Settings(unit, value, threads, intervals);
    }

    /// The same on so many threads.
    public Settings threads(int value) {
      return new Settings(unit, season, value, intervals);
    }

    /// The same with these intervals.
    public Settings intervals(Intervals value) {
      return new Settings(unit, season, threads, value);
    }
  }

  Evaluation(Windows windows, Unit unit, List<MethodSums> methods, List<String> leftOut) {
    this.windows = windows;
    this.unit = unit;
    this.methods = List.copyOf(methods);
    this.leftOut = List.copyOf(leftOut);
  }

  /// Evaluates naive, seasonal-naive and drift, which know every step up to the origin, and the
  /// model, in batches. A baseline that has no forecast for some window is left out.
  ///
  /// @param windows of the model's kind, at least one, their targets known
  /// @throws IllegalArgumentException if they are of another kind, or of a group that training did
  ///   not see
  public static Evaluation of(ForecastModel model, Windows windows, Settings settings) {
    return of(model, windows, settings, done -> {});
  }

  /// As [#of(ForecastModel,Windows,Settings)], telling how far it is.
  ///
  /// @param done told how many windows the model has forecast
  public static Evaluation of(
      ForecastModel model, Windows windows, Settings settings, IntConsumer done) {
    if (windows.size() == 0) {
      throw new IllegalArgumentException("there is no window to evaluate");
    }
    return new Evaluator(model, windows, settings, done).evaluate();
  }

  /// The names of the methods, the model's last.
  public List<String> methods() {
    return methods.stream().map(MethodSums::method).toList();
  }

  /// The model's name among the methods.
  public String network() {
    return methods.getLast().method();
  }

  /// Baselines that are left out, and why; tell the user.
  public List<String> leftOut() {
    return leftOut;
  }

  /// The D columns that are forecast.
  public List<String> targets() {
    return windows.window().targets();
  }

  /// The groups that have a window.
  public List<String> groups() {
    List<Group> all = windows.series().groups();
    return IntStream.range(0, all.size())
        .filter(g -> !methods.getLast().all(g, 0).isEmpty())
        .mapToObj(g -> all.get(g).name())
        .toList();
  }

  /// The windows.
  public Windows windows() {
    return windows;
  }

  /// What errors are measured in.
  public Unit unit() {
    return unit;
  }

  /// How good a method was, over everything.
  ///
  /// @throws IllegalArgumentException if there is no such method
  public ForecastMetrics all(String method) {
    return sum(method, Part.EVERY_STEP, groups(), targets());
  }

  /// How good it was with one target.
  ///
  /// @throws IllegalArgumentException if there is no such method or target
  public ForecastMetrics ofTarget(String method, String target) {
    return sum(method, Part.EVERY_STEP, groups(), List.of(target));
  }

  /// How good it was in one group.
  ///
  /// @throws IllegalArgumentException if there is no such method or group
  public ForecastMetrics ofGroup(String method, String group) {
    return sum(method, Part.EVERY_STEP, List.of(group), targets());
  }

  /// Which steps ahead.
  enum Part {
    EVERY_STEP,
    LAST_STEP
  }

  ForecastMetrics sum(String method, Part part, List<String> groups, List<String> targets) {
    MethodSums sums = named(method);
    MetricSums total = new MetricSums();
    for (String group : groups) {
      int g = windows.series().group(group);
      for (String target : targets) {
        int d = targets().indexOf(target);
        if (d < 0) {
          throw new IllegalArgumentException(target + " is not forecast; targets are " + targets());
        }
        total.add(part == Part.EVERY_STEP ? sums.all(g, d) : sums.last(g, d));
      }
    }
    return total.metrics();
  }

  private MethodSums named(String name) {
    return methods.stream()
        .filter(sums -> sums.method().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no method " + name + "; there are " + methods()));
  }
}
