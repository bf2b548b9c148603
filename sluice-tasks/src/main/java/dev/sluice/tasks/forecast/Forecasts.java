package dev.sluice.tasks.forecast;

import dev.sluice.tasks.series.Windows;
import java.util.Arrays;
import java.util.Objects;

/// What one method says about one target column in N windows: a point and an 80 % interval for each
/// of the H steps ahead, in the file's unit.
public final class Forecasts {
  /// The share of outcomes an interval should hold.
  public static final double LEVEL = 0.8;

  private final String method;
  private final String target;
  private final Windows windows;
  private final double[][][] values; // [N][H][lower, point, upper], owned

  private Forecasts(String method, String target, Windows windows, double[][][] values) {
    this.method = method;
    this.target = target;
    this.windows = windows;
    this.values = values;
  }

  /// Forecasts of `target` in `windows`, copied.
  ///
  /// @param method the name to print
  /// @param values `[N][H][3]`: lower end, point, upper end
  /// @throws IllegalArgumentException if shapes differ, a value is not finite or an interval is
  ///   upside down, naming window and step
  public static Forecasts of(String method, String target, Windows windows, double[][][] values) {
    windows.series().column(target);
    int horizon = windows.window().horizon();
    if (values.length != windows.size()) {
      throw new IllegalArgumentException(
          method + ": " + values.length + " forecasts for " + windows.size() + " windows");
    }
    double[][][] copy = new double[values.length][horizon][];
    for (int i = 0; i < copy.length; i++) {
      if (values[i].length != horizon) {
        throw new IllegalArgumentException(
            method
                + ": forecast "
                + i
                + " has "
                + values[i].length
                + " steps, the windows "
                + horizon);
      }
      for (int h = 0; h < horizon; h++) {
        copy[i][h] = checked(values[i][h], method, i, h);
      }
    }
    return new Forecasts(method, target, windows, copy);
  }

  private static double[] checked(double[] step, String method, int window, int h) {
    boolean finite = step.length == 3;
    for (double value : step) {
      finite &= Double.isFinite(value);
    }
    if (!finite || step[0] > step[2]) {
      throw new IllegalArgumentException(
          method
              + ": forecast "
              + window
              + ", step "
              + (h + 1)
              + " is "
              + Arrays.toString(step)
              + "; expected finite lower end, point, upper end with lower ≤ upper");
    }
    return step.clone();
  }

  /// The method's name.
  public String method() {
    return method;
  }

  /// The target column.
  public String target() {
    return target;
  }

  /// The windows, in the order of the forecasts.
  public Windows windows() {
    return windows;
  }

  /// The forecast of window `i` for `ahead` steps after its origin, 1 … H.
  public double point(int i, int ahead) {
    return at(i, ahead)[1];
  }

  /// The lower end of the interval.
  public double lower(int i, int ahead) {
    return at(i, ahead)[0];
  }

  /// The upper end of the interval.
  public double upper(int i, int ahead) {
    return at(i, ahead)[2];
  }

  private double[] at(int i, int ahead) {
    return values[i][Objects.checkIndex(ahead - 1, windows.window().horizon())];
  }

  @Override
  public String toString() {
    return method + " of " + target + " in " + windows;
  }
}
