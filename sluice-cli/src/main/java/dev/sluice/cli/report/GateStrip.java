package dev.sluice.cli.report;

import java.util.List;

/// The gates of a GRU over the steps of one window.
///
/// @param window which one, for people
/// @param left what was left out to keep the page small; "" if nothing
/// @param times `[T]`
/// @param inputs the columns that were seen
/// @param units the hidden units
public record GateStrip(
    String window, String left, List<String> times, List<Input> inputs, List<Unit> units) {
  /// A column that was seen.
  ///
  /// @param values in its own unit, `[T]`
  public record Input(String name, List<Double> values) {
    /// Copies the list.
    public Input {
      values = List.copyOf(values);
    }
  }

  /// A hidden unit.
  ///
  /// @param number in the layer, counted from 1
  /// @param update z, how much of the memory is rewritten, 0 … 1, `[T]`
  /// @param reset r, how much of it the candidate sees, 0 … 1, `[T]`
  public record Unit(int number, List<Double> update, List<Double> reset) {
    /// Copies the lists.
    public Unit {
      update = List.copyOf(update);
      reset = List.copyOf(reset);
    }
  }

  /// Copies the lists.
  public GateStrip {
    times = List.copyOf(times);
    inputs = List.copyOf(inputs);
    units = List.copyOf(units);
  }
}
