package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.compute.Arena;
import dev.sluice.kernel.CheckedKernels;
import java.util.ArrayList;
import java.util.List;

/// The weights of a stack, copied and packed once, for single steps and short windows: immutable,
/// shared by all threads; what changes is the caller's state, [Scratch] and [PackedWindow].
public final class PackedStack {
  private final RecurrentSpec<?> spec;
  private final List<PackedCell> cells;
  private final float[] initialState;

  private PackedStack(RecurrentSpec<?> spec, List<PackedCell> cells, float[] initialState) {
    this.spec = spec;
    this.cells = cells;
    this.initialState = initialState;
  }

  /// Packs a copy of the current weights of a stack, as they are.
  public static PackedStack of(Recurrent stack, CheckedKernels kernels) {
    return of(stack, kernels, Precision.FLOAT32);
  }

  /// Packs a copy of the current weights of a stack.
  ///
  /// @throws IllegalArgumentException if a weight is too large for the precision
  public static PackedStack of(Recurrent stack, CheckedKernels kernels, Precision precision) {
    try (Workspace workspace = Workspace.of(1, kernels);
        Tape tape = workspace.inference()) {
      List<PackedCell> cells = new ArrayList<>();
      var memory = Arena.expecting(precision == Precision.FLOAT32 ? memory(stack.spec()) : 0);
      var packing = new PackedWeights.Packing(kernels, precision, memory);
      for (CellLayer layer : stack.cells()) {
        cells.add(layer.pack(tape, packing));
      }
      float[] initial = stack.initialState(tape, 1).copy().data();
      return new PackedStack(stack.spec(), List.copyOf(cells), initial);
    }
  }

  /// More floats than the packed weights of any stack of this form fill.
  private static long memory(RecurrentSpec<?> spec) {
    long hidden = spec.hiddenSize();
    long layers = spec.topology().layers();
    long columns = spec.inputSize() + (layers - 1) * spec.outputSize() + layers * hidden;
    long padding = 16;
    return 4 * (hidden + padding) * (columns + padding) * spec.topology().directions();
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
      for (int i = 1; i < layerInputs.length; i++) {
        layerInputs[i] = new float[rows * spec.hiddenSize()];
      }
      cell = new float[stack.cellScratch(rows)];
    }
  }

  /// Buffers for steps of `rows` sequences at once.
  ///
  /// @throws IllegalArgumentException if a layer runs backward in time
  public Scratch scratch(int rows) {
    if (spec.topology().direction() != Direction.FORWARD) {
      throw new IllegalArgumentException(
          "a stack of direction "
              + spec.topology().direction()
              + " cannot run step by step; run windows");
    }
    return new Scratch(this, rows);
  }

  /// Buffers for windows of up to `context` steps, in any direction.
  public PackedWindow window(int context) {
    return new PackedWindow(this, context);
  }

  /// The cell of layer and direction number `place`, counted as states are laid out.
  PackedCell cell(int place) {
    return cells.get(place);
  }

  /// Floats of scratch that a step of `rows` rows needs, whichever the cell.
  int cellScratch(int rows) {
    int size = 0;
    for (PackedCell cell : cells) {
      size = Math.max(size, cell.scratchSize(rows));
    }
    return size;
  }

  /// One step, in place; allocates nothing.
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
