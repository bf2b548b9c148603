package dev.sluice.core.stream;

import dev.sluice.core.tensor.Floats;

/// Answers one event at a time: state in, state out.
///
/// A stepper holds scratch for one thread; make one per thread from the same frozen model, whose
/// weights they share. States belong to the caller and may move between steppers of a model.
public abstract class Stepper {
  private final long fingerprint;
  private final int inputSize;
  private final int outputSize;
  private final float[] initialState;

  /// @param fingerprint of the model
  /// @param initialState what a stream begins with, `[S]`
  protected Stepper(long fingerprint, int inputSize, int outputSize, float[] initialState) {
    this.fingerprint = fingerprint;
    this.inputSize = inputSize;
    this.outputSize = outputSize;
    this.initialState = initialState.clone();
  }

  /// The model's fingerprint.
  public final long fingerprint() {
    return fingerprint;
  }

  /// I, the features of an event.
  public final int inputSize() {
    return inputSize;
  }

  /// O, the values of an answer.
  public final int outputSize() {
    return outputSize;
  }

  /// S, the floats of state per stream.
  public final int stateSize() {
    return initialState.length;
  }

  /// The state of a new stream.
  public final State zeroState() {
    return zeroState(1);
  }

  /// The state of `rows` new streams.
  public final State zeroState(int rows) {
    if (rows < 0) {
      throw new IllegalArgumentException("a state has 0 streams or more, not " + rows);
    }
    return State.filled(fingerprint, rows, initialState);
  }

  /// One event of each stream: updates `state` in place and writes the answers to `out`.
  ///
  /// Nothing is changed when the event is refused.
  ///
  /// @param x `[rows,I]`
  /// @param state of `rows` streams of this model
  /// @param out `[rows,O]`
  /// @throws IllegalArgumentException if a size does not fit, a value is NaN or infinite, or the
  ///   state belongs to another model
  public final void step(float[] x, State state, float[] out) {
    state.requireModel(fingerprint, initialState.length);
    int rows = state.rows();
    checkSize("the event", x.length, rows, inputSize);
    checkSize("out", out.length, rows, outputSize);
    for (int i = 0; i < x.length; i++) {
      if (!Float.isFinite(x[i])) {
        throw new IllegalArgumentException(
            "feature "
                + i % inputSize
                + " of the event for stream "
                + i / inputSize
                + " is "
                + x[i]
                + "; impute it or skip the event (the state was not changed)");
      }
    }
    if (rows > 0) {
      compute(rows, x, state.values(), out);
    }
  }

  private static void checkSize(String what, int actual, int rows, int columns) {
    if (actual != (long) rows * columns) {
      throw new IllegalArgumentException(
          what
              + " has "
              + actual
              + " values, expected "
              + (long) rows * columns
              + " ("
              + rows
              + " streams of "
              + columns
              + ")");
    }
  }

  /// One event as a value: the given state stays as it is.
  ///
  /// @param x `[rows,I]`
  public final Answer next(float[] x, State state) {
    State after = state.copy();
    float[] out = new float[Math.multiplyExact(state.rows(), outputSize)];
    step(x, after, out);
    return new Answer(after, Floats.of(out));
  }

  /// What [#next] returns: the new state and the answers `[rows,O]`.
  public record Answer(State state, Floats output) {}

  /// Computes a step; all arguments were checked.
  ///
  /// @param state `[rows,S]`, to be updated in place
  protected abstract void compute(int rows, float[] x, float[] state, float[] out);
}
