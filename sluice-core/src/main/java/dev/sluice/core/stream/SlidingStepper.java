package dev.sluice.core.stream;

/// Answers from the last C events: the state is a ring buffer of them.
///
/// ```
/// state [1 + C·I]: the number of events seen (up to C, then C + place of the next), the ring
/// ```
public final class SlidingStepper extends Stepper {
  /// Predicts from a window.
  public interface Predictor {
    /// @param window `[steps,I]`, oldest first, of which the first `steps·I` values count
    /// @param out `[O]` at `outOffset`
    void predict(float[] window, int steps, float[] out, int outOffset);
  }

  /// Above it the counter would not be exact in a float.
  private static final int LARGEST_CONTEXT = 1 << 23;

  private final int context;
  private final Predictor predictor;
  private final float[] window;

  /// @param context C, the events of a window
  /// @throws IllegalArgumentException if the context has no event
  public SlidingStepper(long fingerprint, Sizes sizes, int context, Predictor predictor) {
    super(fingerprint, sizes.input, sizes.output, new float[1 + ringSize(sizes, context)]);
    this.context = context;
    this.predictor = predictor;
    this.window = new float[ringSize(sizes, context)];
  }

  private static int ringSize(Sizes sizes, int context) {
    if (context < 1 || context > LARGEST_CONTEXT) {
      throw new IllegalArgumentException(
          "a sliding window has 1 to " + LARGEST_CONTEXT + " events, not " + context);
    }
    return Math.multiplyExact(context, sizes.input);
  }

  /// Features of an event and values of an answer.
  public record Sizes(int input, int output) {
    /// Checks that both are at least 1.
    public Sizes {
      if (input < 1 || output < 1) {
        throw new IllegalArgumentException(
            "an event has at least 1 feature and an answer at least 1 value, not "
                + input
                + " and "
                + output);
      }
    }
  }

  @Override
  protected void compute(int rows, float[] x, float[] state, float[] out) {
    int inputs = inputSize();
    for (int row = 0; row < rows; row++) {
      int base = row * stateSize();
      int counter = (int) state[base];
      int place = counter % context;
      System.arraycopy(x, row * inputs, state, base + 1 + place * inputs, inputs);
      // Counts 0 … C−1 while filling, then C … 2C−1 round and round: exact in a float below 2^23.
      int next = counter + 1;
      state[base] = next == 2 * context ? context : next;
      int steps = Math.min(next, context);
      int oldest = next < context ? 0 : next % context;
      for (int i = 0; i < steps; i++) {
        int from = base + 1 + (oldest + i) % context * inputs;
        System.arraycopy(state, from, window, i * inputs, inputs);
      }
      predictor.predict(window, steps, out, row * outputSize());
    }
  }
}
