package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Frame;
import dev.sluice.core.compute.Crew;
import dev.sluice.core.compute.Gemm;
import dev.sluice.core.nn.SequenceOperation.Share;
import dev.sluice.core.tensor.Floats;
import dev.sluice.kernel.CheckedKernels;

/// What the inputs give to the gates of one share of the sequences, `b + x Wᵀ`, for a few steps at
/// a time.
///
/// Of one step alone the product would read the weights for too few rows; of all steps together its
/// result would go to memory and come back. A few steps' gates wait in the second cache until the
/// recurrence takes them up, in the same buffer each time. How many rows go together changes no
/// bits, see `Kernels.gemm`.
final class Projection {
  /// Gates of this many floats (256 KiB) stay in the second cache, beside the weights in use.
  private static final int FLOATS_IN_CACHE = 1 << 16;

  /// Rows for which the weights, once fetched, pay.
  private static final int FEWEST_ROWS = 32;

  private final int inputs;
  private final int width;
  private final int capacity;
  private final Floats x;
  private final Floats bias;
  private final Floats weights;
  private final Floats packed;
  private final Floats rowsOfX;
  private final Floats gates;
  private int rows;

  private Projection(Frame frame, int width, int capacity, Floats weights) {
    this.inputs = frame.inShape(SequenceOperation.X).dim(1);
    this.width = width;
    this.capacity = capacity;
    this.x = frame.in(SequenceOperation.X);
    this.bias = frame.in(SequenceOperation.BIAS).slice(0, width);
    this.weights = weights;
    this.packed = frame.keep(capacity * inputs);
    this.rowsOfX = frame.keep(capacity * inputs);
    this.gates = frame.keep(Math.multiplyExact(capacity, width));
  }

  /// One for each share, on the same packed weights.
  ///
  /// @param width G·H
  static Projection[] forEach(Share[] shares, Frame frame, int width) {
    int allRows = frame.inShape(SequenceOperation.X).dim(0);
    Floats weights = RecurrentWeights.pack(frame, SequenceOperation.INPUT_WEIGHTS, 0, width);
    int together = Math.max(FEWEST_ROWS, FLOATS_IN_CACHE / Math.max(1, width));
    Projection[] projections = new Projection[shares.length];
    for (int i = 0; i < shares.length; i++) {
      int capacity = Math.min(allRows, Math.max(together, shares[i].rows()));
      projections[i] = new Projection(frame, width, capacity, weights);
    }
    return projections;
  }

  /// Forgets the steps before.
  void begin() {
    rows = 0;
  }

  boolean hasRoomFor(int more) {
    return rows + more <= capacity;
  }

  /// Adds the rows of a step, `[row, row+count)` of x.
  void add(int row, int count) {
    if (count == 0) {
      return; // none of the share's sequences is alive any more, and `row` may lie behind the last
    }
    rowsOfX.slice(rows * inputs, count * inputs).set(x.slice(row * inputs, count * inputs));
    rows += count;
  }

  /// Computes the gates of all rows added.
  void project(CheckedKernels kernels, Crew crew) {
    for (int row = 0; row < rows; row++) {
      gates(row, 1).set(bias);
    }
    kernels.packRows(
        rows,
        inputs,
        rowsOfX.array(),
        rowsOfX.offset(),
        inputs,
        1,
        packed.array(),
        packed.offset());
    crew.gemm(
        kernels,
        new Gemm.Size(rows, width, inputs),
        packed.array(),
        packed.offset(),
        weights.array(),
        weights.offset(),
        gates.array(),
        gates.offset(),
        width);
  }

  /// The gates of rows `[from, from+count)` in the order in which they were added.
  Floats gates(int from, int count) {
    return gates.slice(from * width, count * width);
  }
}
