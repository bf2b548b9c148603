package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.compute.Arena;
import dev.sluice.kernel.CheckedKernels;
import java.util.ArrayList;
import java.util.List;

/// The weights of a forward stack, copied and packed once, for single steps: immutable, shared by
/// all threads; what changes is the caller's state and [Scratch].
public final class PackedStack {
  private final RecurrentSpec<?> spec;
  private final List<PackedCell> cells;
  private final float[] initialState;

  private PackedStack(RecurrentSpec<?> spec, List<PackedCell> cells, float[] initialState) {
    this.spec = spec;
    this.cells = cells;
    this.initialState = initialState;
  }

  /// Packs the current weights of a stack.
  ///
  /// @throws IllegalArgumentException if a layer runs backward in time
  public static PackedStack of(Recurrent stack, CheckedKernels kernels) {
    if (stack.spec().topology().direction() != Direction.FORWARD) {
      throw new IllegalArgumentException(
          "a stack of direction "
              + stack.spec().topology().direction()
              + " cannot run step by step");
    }
    try (Workspace workspace = Workspace.of(1, kernels);
        Tape tape = workspace.inference()) {
      List<PackedCell> cells = new ArrayList<>();
      Arena memory = Arena.expecting(memory(stack.spec()));
      for (CellLayer layer : stack.forwardLayers()) {
        cells.add(layer.pack(tape, kernels, memory));
      }
      float[] initial = stack.initialState(tape, 1).copy().data();
      return new PackedStack(stack.spec(), List.copyOf(cells), initial);
    }
  }

  /// More floats than the packed weights of any stack of this form fill.
  private static long memory(RecurrentSpec<?> spec) {
    long hidden = spec.hiddenSize();
    long columns = spec.inputSize() + (2L * spec.topology().layers() - 1) * hidden;
    long padding = 16;
    return 4 * (hidden + padding) * (columns + padding);
  }

  /// What is computed.
  public RecurrentSpec<?> spec() {
    return spec;
  }

  /// The state a stream begins with, `[S]` (a copy).
  public float[] initialState() {
    return initialState.clone();
  }

  /// The buffers of one thread.
  public static final class Scratch {
    private final int rows;
    private final float[] input;
    private final float[][] layerInputs;
    private final float[][] planes;
    private final float[] cell;

    private Scratch(PackedStack stack, int rows) {
      this.rows = rows;
      RecurrentSpec<?> spec = stack.spec;
      input = new float[rows * spec.inputSize()];
      planes = new float[spec.planes()][rows * spec.hiddenSize()];
      layerInputs = new float[stack.cells.size()][];
      layerInputs[0] = input;
      int size = 0;
      for (int i = 0; i < stack.cells.size(); i++) {
        if (i > 0) {
          layerInputs[i] = new float[rows * spec.hiddenSize()];
        }
        size = Math.max(size, stack.cells.get(i).scratchSize(rows));
      }
      cell = new float[size];
    }
  }

  /// Buffers for steps of `rows` sequences at once.
  public Scratch scratch(int rows) {
    return new Scratch(this, rows);
  }

  /// One step, in place; allocates nothing where the cell takes the fused path.
  ///
  /// @param x `[rows,I]` at `xOffset`
  /// @param state `[rows,S]` at `stateOffset`, read and overwritten; the last layer's h, the
  ///   output, is then at column [#outputColumn]
  public void step(Scratch scratch, float[] x, int xOffset, float[] state, int stateOffset) {
    int rows = scratch.rows;
    int hidden = spec.hiddenSize();
    int width = spec.stateSize();
    System.arraycopy(x, xOffset, scratch.input, 0, scratch.input.length);
    for (int i = 0; i < cells.size(); i++) {
      int column = stateOffset + i * spec.planes() * hidden;
      for (int plane = 0; plane < spec.planes(); plane++) {
        for (int row = 0; row < rows; row++) {
          int from = column + row * width + plane * hidden;
          System.arraycopy(state, from, scratch.planes[plane], row * hidden, hidden);
        }
      }
      cells.get(i).step(rows, scratch.layerInputs[i], scratch.planes, scratch.cell);
      for (int plane = 0; plane < spec.planes(); plane++) {
        for (int row = 0; row < rows; row++) {
          int to = column + row * width + plane * hidden;
          System.arraycopy(scratch.planes[plane], row * hidden, state, to, hidden);
        }
      }
      if (i + 1 < cells.size()) {
        System.arraycopy(scratch.planes[0], 0, scratch.layerInputs[i + 1], 0, rows * hidden);
      }
    }
  }

  /// Where in a row of state the output begins: the last layer's h, H values.
  public int outputColumn() {
    return (spec.topology().layers() - 1) * spec.planes() * spec.hiddenSize();
  }
}
