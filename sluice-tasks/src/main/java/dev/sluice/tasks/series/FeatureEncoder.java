package dev.sluice.tasks.series;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Turns raw rows into features, in training and in service alike; stored in the model by its four
/// parts: window, groups, normaliser, step.
///
/// ```
/// seen step    F = inputs ⊕ calendar ⊕ one-hot group      standardised, plain, plain
/// target step  K = calendar ⊕ known                       GroupCoding.NONE
///              K = G blocks (1 ⊕ calendar) ⊕ known        GroupCoding.ONE_HOT: zero but for the group's
///                                                         own block, so that a linear layer on it has
///                                                         a curve of the calendar per group
/// ```
public final class FeatureEncoder {
  private final Window window;
  private final List<String> groups;
  private final Normaliser normaliser;
  private final TimeStep step;
  private final ColumnScale[][] inputScales; // [G][inputs]
  private final ColumnScale[][] knownScales; // [G][V]
  private final ColumnScale[][] targetScales; // [G][D]
  private final CalendarTable calendar;

  private FeatureEncoder(Window window, List<String> groups, Normaliser normaliser, TimeStep step) {
    this.window = window;
    this.groups = List.copyOf(groups);
    this.normaliser = normaliser;
    this.step = step;
    this.inputScales = scales(window.inputs());
    this.knownScales = scales(window.known());
    this.targetScales = scales(window.targets());
    this.calendar = new CalendarTable(window.calendar());
  }

  private ColumnScale[][] scales(List<String> columns) {
    return groups.stream()
        .map(g -> columns.stream().map(c -> normaliser.scale(c, g)).toArray(ColumnScale[]::new))
        .toArray(ColumnScale[][]::new);
  }

  /// An encoder of stored parts.
  ///
  /// @param window with nothing left open
  /// @param groups the groups of training, in order
  /// @param normaliser holds a scale for every input, known column and target in every group
  /// @param step from each row to the next
  public static FeatureEncoder of(
      Window window, List<String> groups, Normaliser normaliser, TimeStep step) {
    if (window.inputs().isEmpty() || window.targets().isEmpty() || window.calendar().isOpen()) {
      throw new IllegalArgumentException(
          "the encoder's window must name its inputs, targets and calendar: " + window);
    }
    return new FeatureEncoder(window, groups, normaliser, step);
  }

  /// An encoder normalised by `rows`, which are the training rows and no others.
  ///
  /// @param window taken from [Windows#window], so that nothing is chosen by the rows alone
  public static FeatureEncoder fit(Series rows, Window window) {
    List<String> names = rows.groups().stream().map(Group::name).toList();
    Window resolved = window.resolved(rows);
    return of(resolved, names, Normaliser.fit(rows, resolved), rows.step());
  }

  /// What a forecast sees and says.
  public Window window() {
    return window;
  }

  /// The groups of training, in order.
  public List<String> groups() {
    return groups;
  }

  /// The scales of inputs, known columns and targets.
  public Normaliser normaliser() {
    return normaliser;
  }

  /// The step from each row to the next.
  public TimeStep step() {
    return step;
  }

  /// F, features of a seen step.
  public int inputSize() {
    int coded = window.groups() == GroupCoding.ONE_HOT ? groups.size() : 0;
    return window.inputs().size() + window.calendar().size() + coded;
  }

  /// K, features of a target step.
  public int knownSize() {
    return calendarSize() + window.known().size();
  }

  private int calendarSize() {
    int harmonics = window.calendar().size();
    return window.groups() == GroupCoding.ONE_HOT ? groups.size() * (1 + harmonics) : harmonics;
  }

  /// The values of a raw event: the inputs of its step, then for each of the H steps ahead the V
  /// columns that are known.
  public int eventSize() {
    return window.inputs().size() + window.horizon() * window.known().size();
  }

  /// The names of the F features.
  public List<String> inputNames() {
    List<String> names = new ArrayList<>(window.inputs());
    names.addAll(window.calendar().names());
    if (window.groups() == GroupCoding.ONE_HOT) {
      groups.forEach(group -> names.add("is " + group));
    }
    return names;
  }

  /// The index of a group.
  ///
  /// @throws IllegalArgumentException if training did not see it
  public int group(String name) {
    int group = groups.indexOf(name);
    if (group < 0) {
      throw new IllegalArgumentException(
          "group " + name + " was not in training; known are " + groups);
    }
    return group;
  }

  /// Encodes a seen step; allocates nothing.
  ///
  /// @param values `[inputs]` in the file's units, in the order of `window().inputs()`, or a whole
  ///   event `[eventSize]`, of which the rest is not read
  /// @param out receives F values from `offset` on
  /// @throws IllegalArgumentException if a value is missing or not finite
  public void encodeStep(int group, LocalDateTime time, double[] values, float[] out, int offset) {
    int inputs = window.inputs().size();
    if (values.length != inputs && values.length != eventSize()) {
      throw new IllegalArgumentException(
          values.length
              + " values for "
              + inputs
              + " inputs "
              + window.inputs()
              + " on "
              + step.text(time));
    }
    seen(group, time.toEpochSecond(ZoneOffset.UTC), values, out, offset);
  }

  void seen(int group, long second, double[] values, float[] out, int offset) {
    int inputs = window.inputs().size();
    for (int i = 0; i < inputs; i++) {
      out[offset + i] = (float) standardise(inputScales[group][i], values[i], second);
    }
    calendar.encode(second, out, offset + inputs);
    if (window.groups() == GroupCoding.ONE_HOT) {
      int flags = offset + inputs + window.calendar().size();
      for (int g = 0; g < groups.size(); g++) {
        out[flags + g] = g == group ? 1 : 0;
      }
    }
  }

  private double standardise(ColumnScale scale, double value, long second) {
    double standardised = scale.standardise(value);
    if (!Double.isFinite(standardised)) {
      throw new IllegalArgumentException(
          scale.column()
              + " is "
              + value
              + " on "
              + step.text(TimeStep.ofSecond(second))
              + (Double.isFinite(value)
                  ? "; its logarithm is taken, so it must be above 0"
                  : "; inputs are finite"));
    }
    return standardised;
  }

  /// Encodes what is known of the H steps after an event; allocates nothing.
  ///
  /// @param values `[eventSize]` in the file's units: what is known begins behind the inputs
  /// @param out receives H·K values from `offset` on
  /// @throws IllegalArgumentException if a value is missing or not finite
  public void encodeAhead(
      int group, LocalDateTime origin, double[] values, float[] out, int offset) {
    if (values.length != eventSize()) {
      throw new IllegalArgumentException(
          "%d values on %s; expected %d: the inputs %s, then for each of the next %s what is known: %s"
              .formatted(
                  values.length,
                  step.text(origin),
                  eventSize(),
                  window.inputs(),
                  step.times(window.horizon()),
                  window.known()));
    }
    int columns = window.known().size();
    for (int h = 0; h < window.horizon(); h++) {
      int from = window.inputs().size() + h * columns;
      long second = step.secondAfter(origin, h + 1L);
      ahead(group, second, values, from, out, offset + h * knownSize());
    }
  }

  /// @param values known columns `[V]` at `from`
  /// @param out receives K values from `offset` on
  void ahead(int group, long second, double[] values, int from, float[] out, int offset) {
    Objects.checkIndex(group, groups.size());
    if (window.groups() == GroupCoding.NONE) {
      calendar.encode(second, out, offset);
    } else {
      Arrays.fill(out, offset, offset + calendarSize(), 0);
      int block = offset + group * (1 + window.calendar().size());
      out[block] = 1;
      calendar.encode(second, out, block + 1);
    }
    int at = offset + calendarSize();
    for (int i = 0; i < window.known().size(); i++) {
      out[at + i] = (float) standardise(knownScales[group][i], values[from + i], second);
    }
  }

  /// A standardised forecast in the file's unit again.
  ///
  /// @param target index into `window().targets()`
  public double restore(int group, int target, double standardised) {
    return targetScales[group][target].restore(standardised);
  }

  /// One standardised answer in the file's unit.
  ///
  /// @param answer `[H·D·P]` at `offset`, the P values of each target next to each other
  /// @param out `[H·D·P]`
  public void restore(int group, float[] answer, int offset, double[] out) {
    int targets = window.targets().size();
    int parts = out.length / (window.horizon() * targets);
    for (int i = 0; i < out.length; i++) {
      out[i] = targetScales[group][i / parts % targets].restore(answer[offset + i]);
    }
  }

  /// The windows numbered `indices`, in that order, as tensors.
  ///
  /// @throws IllegalArgumentException if the windows are of another shape or step, or of a group
  ///   unknown here
  public WindowBatch batch(Windows windows, int... indices) {
    if (!windows.window().equals(window)) {
      throw new IllegalArgumentException(
          "these windows are " + windows.window() + ", the encoder was made for " + window);
    }
    if (!windows.series().step().equals(step)) {
      throw new IllegalArgumentException(
          "these windows have steps of "
              + windows.series().step()
              + ", the encoder was made for "
              + step);
    }
    return new BatchFiller(this, windows, indices).fill();
  }

  /// A target standardised; `NaN` stays.
  double target(int group, int target, double value, long second) {
    return Double.isNaN(value) ? value : standardise(targetScales[group][target], value, second);
  }
}
