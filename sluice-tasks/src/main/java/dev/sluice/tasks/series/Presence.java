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
  /// @param origin with a whole context before it and H steps behind it on the axis
  boolean isWhole(int origin) {
    int last = origin + window.horizon();
    return isSeen(origin) && isKnown(origin) && targets[last + 1] == targets[origin + 1];
  }

  /// Whether every input of the context is there.
  boolean isSeen(int origin) {
    return inputs[origin + 1] == inputs[origin + 1 - window.context()];
  }

  /// Whether what is known of the steps ahead is there; not if the axis ends before.
  boolean isKnown(int origin) {
    int last = origin + window.horizon();
    return last + 1 < known.length && known[last + 1] == known[origin + 1];
  }

  /// The last step at which every input and every target is there; −1 if there is none.
  int lastObserved() {
    int t = inputs.length - 2;
    while (t >= 0 && (inputs[t + 1] > inputs[t] || targets[t + 1] > targets[t])) {
      t--;
    }
    return t;
  }
}
