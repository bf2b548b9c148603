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
  public StackStepper(long fingerprint, PackedStack stack, Head head) {
    super(fingerprint, stack.spec().inputSize(), head.outputSize(), stack.initialState());
    this.stack = stack;
    this.head = head;
  }

  /// A stepper whose answer is h itself.
  public static StackStepper hidden(long fingerprint, PackedStack stack) {
    return new StackStepper(fingerprint, stack, new Identity(stack.spec().hiddenSize()));
  }

  /// Refuses stacks that need the future.
  ///
  /// @throws NotStreamable naming the layer
  public static void requireStreamable(RecurrentSpec<?> spec, String name) {
    if (spec.topology().direction() != Direction.FORWARD) {
      throw new NotStreamable(
          name
              + " runs "
              + spec.topology().direction()
              + " in time and needs the end of the stream before it can answer; predict whole sequences, stream with StreamingMode.SLIDING, or train it FORWARD");
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
