package dev.sluice.core.nn;

/// Runs a frozen stack of any direction through short sequences, one after the other, without
/// allocating: the answers of [Recurrent#forward], bit for bit. For one thread.
///
/// ```
/// events [T,I] ─► layer 0, T steps each way ─► [T,O] ─► layer 1 ─► … ─► row T−1 of [T,O]
/// ```
public final class PackedWindow {
  private final PackedStack stack;
  private final float[] initial;
  private final float[] x;
  private final float[][] outputs;
  private final float[][] planes;
  private final float[] cell;

  PackedWindow(PackedStack stack, int context) {
    this.stack = stack;
    RecurrentSpec<?> spec = stack.spec();
    initial = stack.initialState();
    x = new float[Math.max(spec.inputSize(), spec.outputSize())];
    // Layers write in turns to one and the other.
    outputs = new float[2][Math.multiplyExact(context, spec.outputSize())];
    planes = new float[spec.planes()][spec.hiddenSize()];
    cell = new float[stack.cellScratch(1)];
  }

  /// From the stack's own start through a window.
  ///
  /// @param events `[steps,I]` at `offset`, oldest first
  /// @param steps at least 1, at most the context it was made for
  /// @param out `[O]` at `outOffset`, the last layer's output at the last step
  public void run(float[] events, int offset, int steps, float[] out, int outOffset) {
    RecurrentSpec<?> spec = stack.spec();
    int directions = spec.topology().directions();
    float[] from = events;
    int at = offset;
    int width = spec.inputSize();
    for (int layer = 0; layer < spec.topology().layers(); layer++) {
      float[] to = outputs[layer % 2];
      for (int d = 0; d < directions; d++) {
        begin(layer * directions + d);
        for (int i = 0; i < steps; i++) {
          int t = isBackward(d) ? steps - 1 - i : i;
          System.arraycopy(from, at + t * width, x, 0, width);
          stack.cell(layer * directions + d).step(1, x, planes, cell);
          merge(d, to, t * spec.outputSize());
        }
      }
      from = to;
      at = 0;
      width = spec.outputSize();
    }
    System.arraycopy(from, (steps - 1) * width, out, outOffset, width);
  }

  private boolean isBackward(int d) {
    return d == 1 || stack.spec().topology().direction() == Direction.BACKWARD;
  }

  /// Sets the state to where the layer and direction number `place` starts.
  private void begin(int place) {
    int hidden = stack.spec().hiddenSize();
    for (int plane = 0; plane < planes.length; plane++) {
      int from = (place * planes.length + plane) * hidden;
      System.arraycopy(initial, from, planes[plane], 0, hidden);
    }
  }

  /// Puts h of direction `d` into a step's output.
  private void merge(int d, float[] to, int offset) {
    int hidden = stack.spec().hiddenSize();
    if (d == 1 && stack.spec().topology().merge() == Merge.SUM) {
      for (int j = 0; j < hidden; j++) {
        to[offset + j] += planes[0][j];
      }
    } else {
      System.arraycopy(planes[0], 0, to, offset + d * hidden, hidden);
    }
  }
}
