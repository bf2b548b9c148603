package dev.sluice.core.stream;

import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.PackedStack;
import dev.sluice.core.nn.RecurrentSpec;
import org.jspecify.annotations.Nullable;

/// Steps a recurrent stack and hands the last layer's h to a head: the carried mode.
public final class StackStepper extends Stepper {
  /// What becomes of h: the identity, a linear layer, a denormaliser.
  public interface Head {
    /// O, the values of an answer.
    int outputSize();

    /// Turns one stream's h, `[H]` at `offset`, into its answer, `[O]` at `outOffset`.
    void apply(float[] h, int offset, float[] out, int outOffset);
  }

  private final PackedStack stack;
  private final Head head;
  private PackedStack.@Nullable Scratch scratch;
  private int scratchRows;

  /// @param fingerprint of the model
  /// @throws NotStreamable if a layer runs backward in time
  public StackStepper(long fingerprint, PackedStack stack, Head head) {
    requireStreamable(stack);
    super(fingerprint, stack.spec().inputSize(), head.outputSize(), stack.initialState());
    this.stack = stack;
    this.head = head;
  }

  /// A stepper whose answer is h itself.
  ///
  /// @throws NotStreamable if a layer runs backward in time
  public static StackStepper hidden(long fingerprint, PackedStack stack) {
    return new StackStepper(fingerprint, stack, new Identity(stack.spec().hiddenSize()));
  }

  private static void requireStreamable(PackedStack stack) {
    RecurrentSpec<?> spec = stack.spec();
    Direction direction = spec.topology().direction();
    if (direction != Direction.FORWARD) {
      // All layers run the same way, so the first is the reason already.
      throw new NotStreamable(
          "layer 0 (%s, %s) needs the end of the stream before it can answer; stream a window of events with RecurrentModel.sliding(context), predict whole sequences, or train it FORWARD"
              .formatted(spec.cell(), direction));
    }
  }

  private record Identity(int outputSize) implements Head {
    @Override
    public void apply(float[] h, int offset, float[] out, int outOffset) {
      System.arraycopy(h, offset, out, outOffset, outputSize);
    }
  }

  @Override
  protected void compute(int rows, float[] x, float[] state, float[] out) {
    PackedStack.Scratch buffers = scratch;
    if (buffers == null || scratchRows != rows) {
      buffers = stack.scratch(rows);
      scratch = buffers;
      scratchRows = rows;
    }
    stack.step(buffers, x, 0, state, 0);
    int width = stateSize();
    for (int row = 0; row < rows; row++) {
      head.apply(state, row * width + stack.outputColumn(), out, row * outputSize());
    }
  }
}
