package dev.sluice.tasks.forecast;

import dev.sluice.core.stream.Stepper;
import dev.sluice.tasks.series.TimeStep;

/// Answers encoded steps, and sees that they come without gaps and from one group.
///
/// ```
/// event [3 + F + H·K]: time, group, features of the step, what is known of the target steps
/// state [3 + M]:       time of the last event, its group + 1 (0: none yet), the mode's memory
/// ```
///
/// A time is its [TimeStep#position] as two floats, high·2²⁴ + low; each is a whole number below
/// 2²⁴ and therefore exact, for seconds over half a million years.
abstract sealed class EncodedStepper extends Stepper permits PlainSteps, SlidingSegments {
  /// Where an event's features begin, and the memory in a state.
  static final int HEAD = 3;

  private static final int RADIX = 1 << 24;

  final ForecastSpec spec;
  final int features;
  final Calibration calibration;

  /// Of the window that was seen last, `[D]`.
  final float[] scales;

  /// What a stepper of any kind knows of its model.
  record Served(ForecastSpec spec, long fingerprint, Calibration calibration) {}

  EncodedStepper(Served served, float[] memory) {
    super(
        served.fingerprint,
        HEAD
            + served.spec.encoder().inputSize()
            + served.spec.horizon() * served.spec.encoder().knownSize(),
        served.spec.outputSize(),
        withHead(memory));
    spec = served.spec;
    calibration = served.calibration;
    scales = calibration.scales();
    features = spec.encoder().inputSize();
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
      state[base + 1] = x[event + 1];
      state[base + 2] = x[event + 2] + 1;
      remember(x, event + HEAD, state, base + HEAD);
      float[] said = answer(x, event + HEAD + features);
      calibration.apply(said, 0, scales, out, row * outputSize());
    }
  }

  /// Takes in a step.
  ///
  /// @param x `[F]` at `event`
  /// @param state `[M]` at `memory`, read and updated
  abstract void remember(float[] x, int event, float[] state, int memory);

  /// What the network says after the step that was taken in last, standardised.
  ///
  /// @param x `[H,K]` at `known`
  /// @return `[H·D·P]`, not to be kept
  abstract float[] answer(float[] x, int known);

  /// Moves `count` rows of `width` floats up by one and puts a new one behind them.
  static void push(float[] rows, int offset, int count, float[] from, int fromOffset, int width) {
    System.arraycopy(rows, offset + width, rows, offset, (count - 1) * width);
    System.arraycopy(from, fromOffset, rows, offset + (count - 1) * width, width);
  }

  /// Writes a position as two floats.
  ///
  /// @throws IllegalArgumentException if it is too far from 0
  static void writePosition(long position, float[] to) {
    long high = Math.floorDiv(position, (long) RADIX);
    if (Math.abs(high) >= RADIX) {
      throw new IllegalArgumentException("a time this far from 1970 does not fit into a state");
    }
    to[0] = high;
    to[1] = Math.floorMod(position, RADIX);
  }

  private static long position(float[] from, int offset) {
    return ((long) from[offset]) * RADIX + ((long) from[offset + 1]);
  }

  private void checkFollows(float[] x, int event, float[] state, int base) {
    if (state[base + 2] == 0) {
      return;
    }
    if (x[event + 2] + 1 != state[base + 2]) {
      throw new IllegalArgumentException(
          "the state belongs to group %s, the event to %s; keep one state for each"
              .formatted(group(state[base + 2] - 1), group(x[event + 2])));
    }
    long last = position(state, base);
    long now = position(x, event);
    TimeStep step = spec.encoder().step();
    if (now != last + step.stride()) {
      throw new IllegalArgumentException(
          "%s does not follow %s, the last time of this stream, at a step of %s; give every step once and in order, or begin with zeroState() (the state was not changed)"
              .formatted(step.text(now), step.text(last), step));
    }
  }

  private String group(float index) {
    var groups = spec.encoder().groups();
    return index >= 0 && index < groups.size() ? groups.get((int) index) : "number " + index;
  }
}
