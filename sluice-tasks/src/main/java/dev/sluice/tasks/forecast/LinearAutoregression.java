package dev.sluice.tasks.forecast;

import dev.sluice.tasks.series.Calendar;
import dev.sluice.tasks.series.Group;
import java.util.Arrays;
import java.util.stream.IntStream;

/// One least-squares line per day ahead, from the last 14 days and the place of the target day in
/// the year; of one group.
///
/// ```
/// ŷ(o+h) = a_h + Σ_{j<14} w_hj·y(o−j) + Σ_{k≤2} [ s_hk·sin(2πk·d/365.25) + c_hk·cos(2πk·d/365.25) ]
///                                                              d = day of the year of o+h
/// ```
///
/// Direct: each h has its own line, fitted to every day of the history that has 14 days up to its
/// origin and its target in the history, none of them missing.
final class LinearAutoregression implements PointRule {
  private static final int LAGS = 14;
  private static final Calendar CALENDAR = new Calendar(2, 0, 0);

  private final int column;
  private final double[][] weights; // [H][1 + LAGS + 4]

  private LinearAutoregression(int column, double[][] weights) {
    this.column = column;
    this.weights = weights;
  }

  static LinearAutoregression fit(Group history, int column, int horizon) {
    double[][] weights = new double[horizon][];
    for (int ahead = 1; ahead <= horizon; ahead++) {
      weights[ahead - 1] = fitOne(history, column, ahead);
    }
    return new LinearAutoregression(column, weights);
  }

  private static double[] fitOne(Group history, int column, int ahead) {
    int rows = history.length() - ahead - (LAGS - 1);
    int width = 1 + LAGS + CALENDAR.size();
    if (rows < width) {
      throw new IllegalArgumentException(
          "linear autoregression "
              + ahead
              + " days ahead needs "
              + (width + ahead + LAGS - 1)
              + " days of history, group "
              + history.name()
              + " has "
              + history.length());
    }
    int[] origins =
        IntStream.range(LAGS - 1, LAGS - 1 + rows)
            .filter(origin -> isWhole(history, column, origin, ahead))
            .toArray();
    if (origins.length < width) {
      throw new IllegalArgumentException(
          "linear autoregression: group "
              + history.name()
              + " misses too many values; impute them, or leave the method out");
    }
    double[][] a = new double[origins.length][];
    double[] b = new double[origins.length];
    for (int i = 0; i < origins.length; i++) {
      a[i] = regressors(history, column, origins[i], ahead);
      b[i] = history.value(column, origins[i] + ahead);
    }
    return LeastSquares.solve(a, b);
  }

  private static boolean isWhole(Group group, int column, int origin, int ahead) {
    return !group.isMissing(column, origin + ahead)
        && IntStream.range(origin - LAGS + 1, origin + 1)
            .noneMatch(t -> group.isMissing(column, t));
  }

  private static double[] regressors(Group group, int column, int origin, int ahead) {
    double[] row = new double[1 + LAGS + CALENDAR.size()];
    row[0] = 1;
    for (int j = 0; j < LAGS; j++) {
      row[1 + j] = group.value(column, origin - j);
    }
    double[] harmonics = CALENDAR.at(group.axis().at(origin + ahead));
    System.arraycopy(harmonics, 0, row, 1 + LAGS, harmonics.length);
    return row;
  }

  @Override
  public int firstOrigin(int ahead) {
    return LAGS - 1;
  }

  @Override
  public double at(Group group, int origin, int ahead) {
    double[] row = regressors(group, column, origin, ahead);
    double[] w = weights[ahead - 1];
    double sum = 0;
    for (int i = 0; i < row.length; i++) {
      sum += row[i] * w[i];
    }
    return sum;
  }

  @Override
  public String toString() {
    return "LinearAutoregression" + Arrays.deepToString(weights);
  }
}
