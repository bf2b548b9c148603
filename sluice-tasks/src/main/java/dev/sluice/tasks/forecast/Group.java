package dev.sluice.tasks.forecast;

import java.util.Arrays;

/// The values of one group (one city) of a [Series]: `[days, F]`, no day missing.
public final class Group {
  private final String name;
  private final TimeAxis axis;
  private final double[][] columns; // [F][days], owned

  private Group(String name, TimeAxis axis, double[][] columns) {
    this.name = name;
    this.axis = axis;
    this.columns = columns;
  }

  /// A group of the given columns, copied.
  ///
  /// @param columns `[F][days]` in the file's units
  /// @throws IllegalArgumentException if a column's length is not the axis', or a value not finite
  public static Group of(String name, TimeAxis axis, double[]... columns) {
    double[][] copy = new double[columns.length][];
    for (int i = 0; i < columns.length; i++) {
      copy[i] = columns[i].clone();
      if (copy[i].length != axis.days()) {
        throw new IllegalArgumentException(
            "column "
                + i
                + " of group "
                + name
                + " has "
                + copy[i].length
                + " values for "
                + axis.days()
                + " days");
      }
      for (int day = 0; day < copy[i].length; day++) {
        if (!Double.isFinite(copy[i][day])) {
          throw new IllegalArgumentException(
              "column "
                  + i
                  + " of group "
                  + name
                  + " is "
                  + copy[i][day]
                  + " on "
                  + axis.date(day)
                  + "; values are finite");
        }
      }
    }
    return new Group(name, axis, copy);
  }

  /// The same group with only its first `days` days.
  Group firstDays(int days) {
    double[][] cut = new double[columns.length][];
    Arrays.setAll(cut, i -> Arrays.copyOf(columns[i], days));
    return new Group(name, new TimeAxis(axis.first(), days), cut);
  }

  /// The group's name in the data.
  public String name() {
    return name;
  }

  /// The dates.
  public TimeAxis axis() {
    return axis;
  }

  /// The number of days.
  public int days() {
    return axis.days();
  }

  /// F, the number of columns.
  public int width() {
    return columns.length;
  }

  /// One value, in the file's unit.
  public double value(int column, int day) {
    return columns[column][day];
  }

  @Override
  public String toString() {
    return name + " " + axis.first() + " to " + axis.last();
  }
}
