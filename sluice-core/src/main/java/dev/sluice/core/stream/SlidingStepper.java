package dev.sluice.core.stream;

/// Answers from the last C events: the state is a [SlidingMemory] of them.
public final class SlidingStepper extends Stepper {
  /// Predicts from a window.
  public interface Predictor {
    /// @param events holds the window `[steps,I]` at `offset`, oldest first; not to be written to
    /// @param out `[O]` at `outOffset`
    void predict(float[] events, int offset, int steps, float[] out, int outOffset);
  }

  private final SlidingMemory memory;
  private final Predictor predictor;

  /// @param fingerprint of the model
  /// @param outputSize O, the values of an answer
  public SlidingStepper(
      long fingerprint, SlidingMemory memory, int outputSize, Predictor predictor) {
    super(fingerprint, memory.width(), outputSize, new float[memory.size()]);
    this.memory = memory;
    this.predictor = predictor;
  }

  @Override
  protected void compute(int rows, float[] x, float[] state, float[] out) {
    for (int row = 0; row < rows; row++) {
      int base = row * stateSize();
      int count = memory.push(state, base, x, row * inputSize());
      predictor.predict(state, memory.oldest(base, count), count, out, row * outputSize());
    }
  }
}
