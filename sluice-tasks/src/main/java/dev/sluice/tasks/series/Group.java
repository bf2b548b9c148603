package dev.sluice.tasks.series;

import java.util.Arrays;

/// The values of one group (one city) of a [Series]: `[length, F]`, no time left out; a value that
/// is missing is `NaN`.
public final class Group {
  private final String name;
  private final TimeAxis axis;
  private final double[][] columns; // [F][length], owned

  private Group(String name, TimeAxis axis, double[][] columns) {
    this.name = name;
    this.axis = axis;
    this.columns = columns;
  }

  /// A group of the given columns, copied.
  ///
  /// @param columns `[F][length]` in the file's units
  /// @throws IllegalArgumentException if a column's length is not the axis', or a value not finite
  public static Group of(String name, TimeAxis axis, double[]... columns) {
    Group group = withMissing(name, axis, columns);
    for (int i = 0; i < columns.length; i++) {
      for (int t = 0; t < axis.length(); t++) {
        if (group.isMissing(i, t)) {
          throw group.notFinite(i, t, "; values are finite, or missing (Group.withMissing)");
        }
      }
    }
    return group;
  }

  /// A group of the given columns, copied, where `NaN` stands for a missing value.
  ///
  /// @param columns `[F][length]` in the file's units
  /// @throws IllegalArgumentException if a column's length is not the axis', or a value infinite
  public static Group withMissing(String name, TimeAxis axis, double[]... columns) {
    double[][] copy = new double[columns.length][];
    Group group = new Group(name, axis, copy);
    for (int i = 0; i < columns.length; i++) {
      copy[i] = columns[i].clone();
      if (copy[i].length != axis.length()) {
        throw new IllegalArgumentException(
            "column "
                + i
                + " of group "
                + name
                + " has "
                + copy[i].length
                + " values for "
                + axis.step().times(axis.length()));
      }
      for (int t = 0; t < copy[i].length; t++) {
        if (Double.isInfinite(copy[i][t])) {
          throw group.notFinite(i, t, "; values are finite");
        }
      }
    }
    return group;
  }

  private IllegalArgumentException notFinite(int column, int t, String cure) {
    return new IllegalArgumentException(
        "column "
            + column
            + " of group "
            + name
            + " is "
            + columns[column][t]
            + " on "
            + axis.step().text(axis.at(t))
            + cure);
  }

  /// The same group with only its first `length` times.
  Group first(int length) {
    double[][] cut = new double[columns.length][];
    Arrays.setAll(cut, i -> Arrays.copyOf(columns[i], length));
    return new Group(name, new TimeAxis(axis.first(), axis.step(), length), cut);
  }

  /// The group's name in the data.
  public String name() {
    return name;
  }

  /// The times.
  public TimeAxis axis() {
    return axis;
  }

  /// The number of times.
  public int length() {
    return axis.length();
  }

  /// F, the number of columns.
  public int width() {
    return columns.length;
  }

  /// The value of a column at time `t`, in the file's unit; `NaN` if it is missing.
  public double value(int column, int t) {
    return columns[column][t];
  }

  /// Whether that value is missing.
  public boolean isMissing(int column, int t) {
    return Double.isNaN(columns[column][t]);
  }

  @Override
  public String toString() {
    return name + " " + axis;
  }
}
