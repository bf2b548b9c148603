package dev.sluice.train.loop;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// What a training will take, measured with some steps and none of them kept: see
/// [Trainer#estimate].
///
/// @param values the number of parameter values
/// @param memory in bytes
/// @param time in seconds
public record Footprint(int values, Memory memory, Time time) {
  /// Bytes that training holds at once; the data are not among them.
  ///
  /// @param parameters the values
  /// @param optimizer what the optimiser remembers of each
  /// @param copies averaged, best and clean values, and clipped gradients, where there are any
  /// @param workspace the tape of one step, gradients included: the largest of the steps tried; a
  ///   workspace of the caller's counts with all that it holds
  public record Memory(long parameters, long optimizer, long copies, long workspace) {
    /// All of it.
    public long total() {
      return parameters + optimizer + copies + workspace;
    }
  }

  /// How long it takes on this machine, as it is now.
  ///
  /// @param step seconds of one step, its batch included
  /// @param validation seconds of one batch of validation, with its share of a [Measure], 0 without
  /// @param epochs how many there may be
  /// @param stepsPerEpoch empty where only reading all data would tell
  /// @param validationsPerEpoch batches of validation, 0 without
  public record Time(
      double step,
      double validation,
      int epochs,
      OptionalLong stepsPerEpoch,
      OptionalLong validationsPerEpoch) {
    /// Seconds of one epoch, where known.
    public OptionalDouble perEpoch() {
      return stepsPerEpoch.isEmpty() || validationsPerEpoch.isEmpty()
          ? OptionalDouble.empty()
          : OptionalDouble.of(
              step * stepsPerEpoch.getAsLong() + validation * validationsPerEpoch.getAsLong());
    }

    /// Seconds of all epochs, where known; stopping early takes less, checkpoints take more.
    public OptionalDouble total() {
      OptionalDouble epoch = perEpoch();
      return epoch.isEmpty()
          ? OptionalDouble.empty()
          : OptionalDouble.of(epoch.getAsDouble() * epochs);
    }
  }

  /// One line for people.
  @Override
  public String toString() {
    String all =
        time.total().isEmpty()
            ? "number of steps unknown"
            : String.format(
                Locale.ROOT, "%.1f s for %d epochs", time.total().getAsDouble(), time.epochs);
    return String.format(
        Locale.ROOT,
        "%d parameters, %.1f MiB, %.3g ms a step, %s",
        values,
        memory.total() / 1048576.0,
        time.step * 1e3,
        all);
  }
}
