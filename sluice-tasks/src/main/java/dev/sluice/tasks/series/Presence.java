package dev.sluice.tasks.series;

import java.util.List;

/// Which windows of a group are whole: counts of steps where something is missing, from the
/// beginning up to each step.
final class Presence {
  private final Window window;
  private final int[] inputs; // [length + 1]: steps before t without all inputs
  private final int[] known; // the same of the known columns
  private final int[] targets; // the same of the targets

  private Presence(Window window, int[] inputs, int[] known, int[] targets) {
    this.window = window;
    this.inputs = inputs;
    this.known = known;
    this.targets = targets;
  }

  /// @param window with nothing left open
  static Presence of(Series series, int group, Window window) {
    return new Presence(
        window,
        lacking(series, group, window.inputs()),
        lacking(series, group, window.known()),
        lacking(series, group, window.targets()));
  }

  private static int[] lacking(Series series, int index, List<String> names) {
    Group group = series.groups().get(index);
    int[] columns = names.stream().mapToInt(series::column).toArray();
    int[] lacking = new int[group.length() + 1];
    for (int t = 0; t < group.length(); t++) {
      boolean missing = false;
      for (int column : columns) {
        missing |= group.isMissing(column, t);
      }
      lacking[t + 1] = lacking[t] + (missing ? 1 : 0);
    }
    return lacking;
  }

  /// Whether context, targets and what is known of their steps are there.
  ///
  /// @param origin with all of its targets on the axis
  boolean isWhole(int origin) {
    int last = origin + window.horizon();
    return targets[last + 1] == targets[origin + 1] && isOpen(origin);
  }

  /// Whether context and what is known of the steps ahead are there, whatever the targets are.
  ///
  /// @param origin with a whole context before it; where columns are known, with H steps behind it
  boolean isOpen(int origin) {
    int last = origin + window.horizon();
    return inputs[origin + 1] == inputs[origin + 1 - window.context()]
        && (window.known().isEmpty() || known[last + 1] == known[origin + 1]);
  }
}
