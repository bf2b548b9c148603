package dev.sluice.tasks.forecast;

import java.time.LocalDate;
import java.time.Year;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Turns raw days into features, in training and in service alike; stored in the model by its three
/// parts: window, groups, normaliser.
///
/// ```
/// seen day    F = inputs ⊕ harmonics ⊕ one-hot group             standardised, plain, plain
/// target day  K = harmonics                                      GroupCoding.NONE
///             K = G blocks (1 ⊕ harmonics), zero but for the     GroupCoding.ONE_HOT: a linear layer
///                 group's own                                    on it has a yearly curve per group
/// ```
public final class FeatureEncoder {
  private final Window window;
  private final List<String> groups;
  private final Normaliser normaliser;
  private final ColumnScale[][] inputScales; // [G][inputs]
  private final ColumnScale[][] targetScales; // [G][D]
  private final float[][] harmonics; // [day of the year][2·count]; [0] is empty

  private FeatureEncoder(Window window, List<String> groups, Normaliser normaliser) {
    this.window = window;
    this.groups = List.copyOf(groups);
    this.normaliser = normaliser;
    this.inputScales = scales(window.inputs());
    this.targetScales = scales(window.targets());
    this.harmonics = harmonics(window.calendar());
  }

  /// Every day of a year once: service takes them without allocating.
  private static float[][] harmonics(YearlyHarmonics calendar) {
    float[][] table = new float[367][calendar.size()];
    for (int day = 1; day < table.length; day++) {
      double[] values = calendar.at(day);
      for (int i = 0; i < values.length; i++) {
        table[day][i] = (float) values[i];
      }
    }
    return table;
  }

  private ColumnScale[][] scales(List<String> columns) {
    return groups.stream()
        .map(g -> columns.stream().map(c -> normaliser.scale(c, g)).toArray(ColumnScale[]::new))
        .toArray(ColumnScale[][]::new);
  }

  /// An encoder of stored parts.
  ///
  /// @param window with inputs and targets named
  /// @param groups the groups of training, in order
  /// @param normaliser holds a scale for every input and target in every group
  public static FeatureEncoder of(Window window, List<String> groups, Normaliser normaliser) {
    if (window.inputs().isEmpty() || window.targets().isEmpty()) {
      throw new IllegalArgumentException(
          "the encoder's window must name its inputs and targets: " + window);
    }
    return new FeatureEncoder(window, groups, normaliser);
  }

  /// An encoder normalised by `rows`, which are the training rows and no others.
  public static FeatureEncoder fit(Series rows, Window window) {
    List<String> names = rows.groups().stream().map(Group::name).toList();
    return of(window.resolved(rows), names, Normaliser.fit(rows, window));
  }

  /// What a forecast sees and says.
  public Window window() {
    return window;
  }

  /// The groups of training, in order.
  public List<String> groups() {
    return groups;
  }

  /// The scales of inputs and targets.
  public Normaliser normaliser() {
    return normaliser;
  }

  /// F, features of a seen day.
  public int inputSize() {
    int coded = window.groups() == GroupCoding.ONE_HOT ? groups.size() : 0;
    return window.inputs().size() + window.calendar().size() + coded;
  }

  /// K, features of a target day.
  public int knownSize() {
    int harmonics = window.calendar().size();
    return window.groups() == GroupCoding.ONE_HOT ? groups.size() * (1 + harmonics) : harmonics;
  }

  /// The names of the F features.
  public List<String> inputNames() {
    List<String> names = new ArrayList<>(window.inputs());
    for (int k = 1; k <= window.calendar().count(); k++) {
      names.add("sin" + k);
      names.add("cos" + k);
    }
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

  /// Encodes a seen day.
  ///
  /// @param values `[inputs]` in the file's units, in the order of `window().inputs()`
  /// @param out receives F values from `offset` on
  /// @throws IllegalArgumentException if a value is missing or not finite
  public void encodeDay(int group, LocalDate date, double[] values, float[] out, int offset) {
    int inputs = window.inputs().size();
    if (values.length != inputs) {
      throw new IllegalArgumentException(
          values.length + " values for " + inputs + " inputs " + window.inputs() + " on " + date);
    }
    for (int i = 0; i < inputs; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            window.inputs().get(i) + " is " + values[i] + " on " + date + "; inputs are finite");
      }
      out[offset + i] = (float) inputScales[group][i].standardise(values[i]);
    }
    encodeCalendar(date.getDayOfYear(), out, offset + inputs);
    if (window.groups() == GroupCoding.ONE_HOT) {
      int flags = offset + inputs + window.calendar().size();
      for (int g = 0; g < groups.size(); g++) {
        out[flags + g] = g == group ? 1 : 0;
      }
    }
  }

  /// Encodes what is known in advance of a target day.
  ///
  /// @param out receives K values from `offset` on
  public void encodeKnown(int group, LocalDate date, float[] out, int offset) {
    encodeKnown(group, date.getDayOfYear(), out, offset);
  }

  /// Encodes what is known of the H days after `origin`, allocating nothing.
  ///
  /// @param out receives H·K values from `offset` on
  void encodeKnownAfter(int group, LocalDate origin, float[] out, int offset) {
    int day = origin.getDayOfYear();
    int year = origin.getYear();
    for (int h = 0; h < window.horizon(); h++) {
      day++;
      if (day > (Year.isLeap(year) ? 366 : 365)) {
        day = 1;
        year++;
      }
      encodeKnown(group, day, out, offset + h * knownSize());
    }
  }

  private void encodeKnown(int group, int dayOfYear, float[] out, int offset) {
    Objects.checkIndex(group, groups.size());
    if (window.groups() == GroupCoding.NONE) {
      encodeCalendar(dayOfYear, out, offset);
      return;
    }
    Arrays.fill(out, offset, offset + knownSize(), 0);
    int block = offset + group * (1 + window.calendar().size());
    out[block] = 1;
    encodeCalendar(dayOfYear, out, block + 1);
  }

  private void encodeCalendar(int dayOfYear, float[] out, int offset) {
    System.arraycopy(harmonics[dayOfYear], 0, out, offset, window.calendar().size());
  }

  /// A standardised forecast in the file's unit again.
  ///
  /// @param target index into `window().targets()`
  public double restore(int group, int target, double standardised) {
    return targetScales[group][target].restore(standardised);
  }

  /// One standardised answer in the file's unit.
  ///
  /// @param answer `[H·D·3]` at `offset`
  /// @param out `[H·D·3]`
  void restore(int group, float[] answer, int offset, double[] out) {
    int targets = window.targets().size();
    for (int i = 0; i < out.length; i++) {
      int target = i / ForecastNetwork.PARTS % targets;
      out[i] = targetScales[group][target].restore(answer[offset + i]);
    }
  }

  /// The windows numbered `indices`, in that order, as tensors.
  ///
  /// @throws IllegalArgumentException if the windows are of another shape, or of a group unknown
  ///   here
  public WindowBatch batch(Windows windows, int... indices) {
    if (!windows.window().equals(window)) {
      throw new IllegalArgumentException(
          "these windows are " + windows.window() + ", the encoder was made for " + window);
    }
    return new BatchFiller(this, windows, indices).fill();
  }

  ColumnScale targetScale(int group, int target) {
    return targetScales[group][target];
  }
}
