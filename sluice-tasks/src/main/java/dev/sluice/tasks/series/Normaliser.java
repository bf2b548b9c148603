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

  /// Means and deviations of the columns of a window; missing values do not count.
  ///
  /// @param rows the training rows and no others
  /// @param window names inputs, targets, known columns and scaling
  /// @throws IllegalArgumentException if a column never changes, or has no value
  public static Normaliser fit(Series rows, Window window) {
    Window resolved = window.resolved(rows);
    List<ColumnScale> scales = new ArrayList<>();
    for (String column : rows.columns()) {
      boolean target = resolved.targets().contains(column);
      if (target && resolved.scaling() == Scaling.TARGET_PER_GROUP) {
        for (Group group : rows.groups()) {
          scales.add(scale(column, group.name(), rows.column(column), List.of(group)));
        }
      } else if (target
          || resolved.inputs().contains(column)
          || resolved.known().contains(column)) {
        scales.add(scale(column, null, rows.column(column), rows.groups()));
      }
    }
    return new Normaliser(scales);
  }

  private static ColumnScale scale(
      String column, @Nullable String group, int index, List<Group> groups) {
    double[] values =
        groups.stream()
            .flatMapToDouble(
                rows -> IntStream.range(0, rows.length()).mapToDouble(t -> rows.value(index, t)))
            .filter(Double::isFinite)
            .toArray();
    if (values.length == 0) {
      throw new IllegalArgumentException(
          "column " + column + " has no value among the training rows; leave it out");
    }
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = sum / values.length;
    double squares = 0; // a second pass: no cancellation
    double minimum = values[0];
    double maximum = values[0];
    for (double value : values) {
      squares += (value - mean) * (value - mean);
      minimum = Math.min(minimum, value);
      maximum = Math.max(maximum, value);
    }
    double deviation = Math.sqrt(squares / values.length);
    return new ColumnScale(column, group, mean, deviation, minimum, maximum);
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
