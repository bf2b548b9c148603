package dev.sluice.tasks.forecast;

import dev.sluice.core.stream.Stepper;
import java.time.LocalDate;

/// Answers encoded days, and sees that they come without gaps and from one group.
///
/// ```
/// event [2 + F + H·K]: epoch day, group, features of the day, what is known of the target days
/// state [2 + M]:       epoch day of the last event, its group + 1 (0: none yet), the mode's memory
/// ```
///
/// Days and groups are exact in a float: below 2²⁴.
abstract sealed class DayStepper extends Stepper permits CarriedDays, SlidingDays {
  /// Where an event's features begin, and the memory in a state.
  static final int HEAD = 2;

  final PackedForecast packed;
  final PackedForecast.Scratch scratch;
  final int features;

  DayStepper(long fingerprint, PackedForecast packed, float[] memory) {
    super(
        fingerprint,
        HEAD
            + packed.spec().encoder().inputSize()
            + packed.spec().horizon() * packed.spec().encoder().knownSize(),
        packed.spec().outputSize(),
        withHead(memory));
    this.packed = packed;
    this.scratch = packed.scratch();
    this.features = packed.spec().encoder().inputSize();
  }

  private static float[] withHead(float[] memory) {
    float[] state = new float[HEAD + memory.length];
    System.arraycopy(memory, 0, state, HEAD, memory.length);
    return state;
  }

  @Override
  protected final void compute(int rows, float[] x, float[] state, float[] out) {
    for (int row = 0; row < rows; row++) {
      checkFollows(x, row * inputSize(), state, row * stateSize());
    }
    for (int row = 0; row < rows; row++) {
      int event = row * inputSize();
      int base = row * stateSize();
      state[base] = x[event];
      state[base + 1] = x[event + 1] + 1;
      remember(x, event + HEAD, state, base + HEAD);
      System.arraycopy(x, event + HEAD + features, scratch.known, 0, scratch.known.length);
      packed.answer(scratch, out, row * outputSize());
    }
  }

  /// Takes in a day; hidden state and last days are then in the scratch.
  ///
  /// @param x `[F]` at `event`
  /// @param state `[M]` at `memory`, read and updated
  abstract void remember(float[] x, int event, float[] state, int memory);

  /// Moves `count` rows of `width` floats up by one and puts a new one behind them.
  static void push(float[] rows, int offset, int count, float[] from, int fromOffset, int width) {
    System.arraycopy(rows, offset + width, rows, offset, (count - 1) * width);
    System.arraycopy(from, fromOffset, rows, offset + (count - 1) * width, width);
  }

  private void checkFollows(float[] x, int event, float[] state, int base) {
    if (state[base + 1] == 0) {
      return;
    }
    if (x[event + 1] + 1 != state[base + 1]) {
      throw new IllegalArgumentException(
          "the state belongs to group %s, the day to %s; keep one state for each"
              .formatted(group(state[base + 1] - 1), group(x[event + 1])));
    }
    if (x[event] != state[base] + 1) {
      throw new IllegalArgumentException(
          "%s does not follow %s, the last day of this stream; give every day once and in order, or begin with zeroState() (the state was not changed)"
              .formatted(date(x[event]), date(state[base])));
    }
  }

  private String group(float index) {
    var groups = packed.spec().encoder().groups();
    return index >= 0 && index < groups.size() ? groups.get((int) index) : "number " + index;
  }

  private static LocalDate date(float epochDay) {
    return LocalDate.ofEpochDay((long) epochDay);
  }
}
