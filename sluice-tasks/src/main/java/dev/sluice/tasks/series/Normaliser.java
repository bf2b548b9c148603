package dev.sluice.tasks.series;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Standardises columns; a plain record, to be stored in the model.
///
/// @param scales one per column, or one per column and group
public record Normaliser(List<ColumnScale> scales) {
  /// Copies the list.
  public Normaliser {
    scales = List.copyOf(scales);
  }

  /// Means and deviations of the columns of a window, of their logarithms where it says so; missing
  /// values do not count.
  ///
  /// @param rows the training rows and no others
  /// @param window names inputs, targets, known columns, logs and scaling
  /// @throws IllegalArgumentException if a column never changes, has no value, or one without the
  ///   logarithm it should have
  public static Normaliser fit(Series rows, Window window) {
    Window resolved = window.resolved(rows);
    List<ColumnScale> scales = new ArrayList<>();
    for (String column : rows.columns()) {
      boolean target = resolved.targets().contains(column);
      Transform transform = resolved.transform(column);
      int index = rows.column(column);
      if (target && resolved.scaling() == Scaling.TARGET_PER_GROUP) {
        for (Group group : rows.groups()) {
          scales.add(scale(column, group.name(), transform, values(index, List.of(group))));
        }
      } else if (target
          || resolved.inputs().contains(column)
          || resolved.known().contains(column)) {
        scales.add(scale(column, null, transform, values(index, rows.groups())));
      }
    }
    return new Normaliser(scales);
  }

  private static double[] values(int index, List<Group> groups) {
    return groups.stream()
        .flatMapToDouble(
            rows -> IntStream.range(0, rows.length()).mapToDouble(t -> rows.value(index, t)))
        .filter(Double::isFinite)
        .toArray();
  }

  private static ColumnScale scale(
      String column, @Nullable String group, Transform transform, double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException(
          "column " + column + " has no value among the training rows; leave it out");
    }
    double sum = 0;
    double minimum = values[0];
    double maximum = values[0];
    for (double value : values) {
      sum += transform.apply(value);
      minimum = Math.min(minimum, value);
      maximum = Math.max(maximum, value);
    }
    if (!transform.takes(minimum)) {
      throw new IllegalArgumentException(
          "column %s has the value %s among the training rows%s; only values above 0 have a logarithm, take it out of logs(…)"
              .formatted(column, minimum, group == null ? "" : " of group " + group));
    }
    double mean = sum / values.length;
    double squares = 0; // a second pass: no cancellation
    for (double value : values) {
      double distance = transform.apply(value) - mean;
      squares += distance * distance;
    }
    double deviation = Math.sqrt(squares / values.length);
    return new ColumnScale(column, group, transform, mean, deviation, minimum, maximum);
  }

  /// The scale that holds for a column in a group: the group's own, else the one of all groups.
  ///
  /// @throws IllegalArgumentException if there is neither
  public ColumnScale scale(String column, String group) {
    for (ColumnScale scale : scales) {
      if (scale.column().equals(column) && (scale.group() == null || scale.group().equals(group))) {
        return scale;
      }
    }
    throw new IllegalArgumentException(
        "no scale for column "
            + column
            + " of group "
            + group
            + "; this normaliser was fitted to "
            + scales);
  }
}
