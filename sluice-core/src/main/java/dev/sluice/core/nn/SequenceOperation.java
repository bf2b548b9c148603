package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Frame;
import dev.sluice.core.autodiff.Operation;
import dev.sluice.core.compute.Compute;
import dev.sluice.core.compute.Crew;
import dev.sluice.core.compute.Gemm;
import dev.sluice.core.compute.Team;
import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Shape;
import dev.sluice.kernel.CheckedKernels;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// One layer in one direction over whole sequences, as a single operation on the tape.
///
/// ```
/// inputs   x [ΣT,I]   state [B,P·H]   W [G·H,I]   U [G·H,H]   b [≥G·H]       P planes (h; h and c), G gates
/// forward  gates = b + x Wᵀ            some steps in one product, see [Projection]
///          for t of these: gates_t, prev_t ─► out_t            cell, after its product with U
/// backward for t in reverse: dOut_t + carry ─► dGates_t, carry  cell
///          dx = dGates W,  dW = dGatesᵀ x,  db = Σ dGates       all steps in one product
/// result   [P·ΣT, H]: the rows of h, below them those of c
/// ```
///
/// Rows are packed (see [Lengths]), so step t touches only living sequences. Threads share out
/// *sequences* for all steps and so never wait for each other between steps; every sequence is
/// computed by itself, so its bits do not depend on which others are in the batch. A single
/// sequence is computed by a [Crew], which shares out the columns of each step's products.
abstract class SequenceOperation implements Operation {
  static final int X = 0;
  static final int STATE = 1;
  static final int INPUT_WEIGHTS = 2;
  static final int HIDDEN_WEIGHTS = 3;
  static final int BIAS = 4;

  /// Below this many multiply-adds in the recurrence a second thread costs more than it brings.
  private static final long WORTH_SHARING = 1 << 19;

  final String label;
  final Lengths lengths;
  final Direction direction;
  final int hidden;
  private final int planes;
  private final int gateCount;

  /// Kept if a backward pass may follow, else empty: gate values `[ΣT,G·H]` and, for each plane,
  /// the previous state `[ΣT,H]`.
  Floats gates = Floats.of();

  Floats[] previous;

  /// Windows of the frame, fetched before threads share the work: a tape answers its own thread
  /// only, which is why steps get kernels and no frame.
  Floats out = Floats.of();

  Floats bias = Floats.of();
  private Floats outGradient = Floats.of();

  SequenceOperation(
      String label, Lengths lengths, Direction direction, int hidden, int planes, int gateCount) {
    this.label = label;
    this.lengths = lengths;
    this.direction = direction;
    this.hidden = hidden;
    this.planes = planes;
    this.gateCount = gateCount;
    this.previous = new Floats[planes];
  }

  /// The scratch of one thread for its sequences `[begin,end)`.
  ///
  /// @param packed packed rows of any matrix of up to G·H columns
  /// @param planes one `[rows,H]` for each plane: forward the previous state where it lies nowhere
  ///   in one piece, backward the gradient that flows back through time
  /// @param scratch `[rows,H]`, of the cell's step
  /// @param crew who computes its products
  record Share(int begin, int end, Floats packed, Floats[] planes, Floats scratch, Crew crew) {
    Share with(Crew other) {
      return new Share(begin, end, packed, planes, scratch, other);
    }

    int rows() {
      return end - begin;
    }
  }

  /// One step of a share: its packed rows `[row, row+rows)`.
  ///
  /// @param gates `[rows,G·H]`, forward in: b + x Wᵀ
  /// @param previous one `[rows,H]` for each plane
  record Step(int row, int rows, Floats gates, Floats[] previous) {}

  /// Packs the recurrent weights for the forward pass and keeps what else it needs.
  abstract void beginForward(Frame frame);

  /// Computes one step: gate values in place, and its rows of [#out].
  abstract void step(CheckedKernels kernels, Share share, Step step);

  /// Packs the recurrent weights for the backward pass.
  abstract void beginBackward(Frame frame);

  /// Turns the share's planes from dL/d(out) into dL/d(previous) and the gates into their
  /// gradients.
  abstract void stepBackward(CheckedKernels kernels, Share share, Step step);

  /// Adds the gradients of U and of biases beyond the gates' own.
  abstract void endBackward(Frame frame);

  @Override
  public String name() {
    return label;
  }

  @Override
  public Shape shape(List<Shape> in) {
    return Shape.of(planes * lengths.rows(), hidden);
  }

  @Override
  public void forward(Frame frame) {
    int rows = lengths.rows();
    out = frame.out();
    bias = frame.in(BIAS);
    if (frame.willDifferentiate()) {
      gates = frame.keep(gateValues(rows));
      Arrays.setAll(previous, plane -> frame.keep(rows * hidden));
    }
    Floats[] start = new Floats[planes];
    Arrays.setAll(start, plane -> sortedState(frame, plane));
    beginForward(frame);
    Share[] shares = shares(frame);
    Projection[] inputs = Projection.forEach(shares, frame, width());
    CheckedKernels kernels = frame.compute().kernels();
    run(frame, shares, (share, i) -> forward(kernels, share, inputs[i], start));
  }

  private interface Work {
    void run(Share share, int i);
  }

  /// Each share on a thread of its own, or the only one by all threads.
  private void run(Frame frame, Share[] shares, Work work) {
    Team team = frame.compute().team();
    if (shares.length == 1 && isWorthSharing()) {
      Crew.run(team, crew -> work.run(shares[0].with(crew), 0));
    } else {
      team.run(shares.length, i -> work.run(shares[i], i));
    }
  }

  private boolean isWorthSharing() {
    return (long) lengths.rows() * gateCount * hidden * hidden >= WORTH_SHARING;
  }

  private int gateValues(int rows) {
    long count = (long) rows * width();
    if (count > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%s: %d steps of all sequences keep %d gate values for the backward pass, more than the 2^31-1 of one buffer; take fewer sequences at a time, or cut them in parts and carry the state"
              .formatted(label, rows, count));
    }
    return (int) count;
  }

  private int width() {
    return gateCount * hidden;
  }

  private boolean keeps() {
    return gates.length() > 0;
  }

  private void forward(CheckedKernels kernels, Share share, Projection inputs, Floats[] start) {
    int steps = lengths.steps();
    int end;
    for (int i = 0; i < steps; i = end) {
      inputs.begin();
      for (end = i; end < steps && inputs.hasRoomFor(rowsOf(share, time(end))); end++) {
        int t = time(end);
        int rows = rowsOf(share, t);
        if (rows > 0) {
          inputs.add(lengths.offset(t) + share.begin, rows);
        }
      }
      inputs.project(kernels, share.crew);
      int done = 0;
      for (int j = i; j < end; j++) {
        int t = time(j);
        int rows = rowsOf(share, t);
        if (rows > 0) {
          int row = lengths.offset(t) + share.begin;
          Floats values = inputs.gates(done, rows);
          step(kernels, share, new Step(row, rows, values, fetchPrevious(share, t, rows, start)));
          if (keeps()) {
            stepRows(gates, row, rows, width()).set(values);
          }
        }
        done += rows;
      }
    }
  }

  /// The time of the `i`-th step in the direction of running.
  private int time(int i) {
    return direction == Direction.FORWARD ? i : lengths.steps() - 1 - i;
  }

  private static Floats stepRows(Floats matrix, int row, int rows, int width) {
    return matrix.slice(row * width, rows * width);
  }

  /// The rows of one step in a plane of the result, `[rows,H]`.
  final Floats outRows(int plane, Step step) {
    return stepRows(out, plane * lengths.rows() + step.row, step.rows, hidden);
  }

  /// The rows of one step in what is kept for the backward pass, `[rows,H]`; scratch if nothing is.
  final Floats keptRows(Floats kept, Share share, Step step) {
    return kept.length() > 0
        ? stepRows(kept, step.row, step.rows, hidden)
        : stepRows(share.scratch, 0, step.rows, hidden);
  }

  /// A buffer `[ΣT,H]` if a backward pass may follow, else empty.
  final Floats keepRows(Frame frame) {
    return frame.keep(frame.willDifferentiate() ? lengths.rows() * hidden : 0);
  }

  /// How many of the share's sequences are alive at step t; 0 beyond the last step.
  private int rowsOf(Share share, int t) {
    int alive = t < lengths.steps() ? lengths.alive(t) : 0;
    return Math.clamp(alive, share.begin, share.end) - share.begin;
  }

  /// How many of the rows of step t continue from a step before (in the direction of running); the
  /// others begin there.
  private int continuing(Share share, int t, int rows) {
    return direction == Direction.FORWARD ? (t == 0 ? 0 : rows) : rowsOf(share, t + 1);
  }

  /// The previous state of step t, one `[rows,H]` for each plane: if nothing is kept, where it
  /// lies, as long as all of it lies in one piece.
  private Floats[] fetchPrevious(Share share, int t, int rows, Floats[] start) {
    int continuing = continuing(share, t, rows);
    int row = lengths.offset(t) + share.begin;
    int from =
        continuing == 0
            ? 0
            : lengths.offset(direction == Direction.FORWARD ? t - 1 : t + 1) + share.begin;
    Floats[] state = new Floats[planes];
    for (int plane = 0; plane < planes; plane++) {
      Floats before = stepRows(out, plane * lengths.rows() + from, continuing, hidden);
      int begins = share.begin + continuing;
      if (!keeps() && continuing == rows) {
        state[plane] = before;
      } else if (!keeps() && continuing == 0) {
        state[plane] = stepRows(start[plane], begins, rows, hidden);
      } else {
        state[plane] =
            keeps()
                ? stepRows(previous[plane], row, rows, hidden)
                : stepRows(share.planes[plane], 0, rows, hidden);
        state[plane].slice(0, continuing * hidden).set(before);
        copyRows(start[plane], begins, state[plane], continuing, rows - continuing);
      }
    }
    return state;
  }

  private void copyRows(Floats from, int fromRow, Floats to, int toRow, int rows) {
    System.arraycopy(
        from.array(),
        from.offset() + fromRow * hidden,
        to.array(),
        to.offset() + toRow * hidden,
        rows * hidden);
  }

  /// One plane of the given state `[B,H]`, sequences in sorted order.
  private Floats sortedState(Frame frame, int plane) {
    int batch = lengths.batch();
    Floats sorted = frame.keep(batch * hidden);
    Floats state = frame.in(STATE);
    for (int i = 0; i < batch; i++) {
      int from = (lengths.sequenceAt(i) * planes + plane) * hidden;
      sorted.slice(i * hidden, hidden).set(state.slice(from, hidden));
    }
    return sorted;
  }

  /// Cuts the batch in one share per thread, of about equally many steps.
  private Share[] shares(Frame frame) {
    int batch = lengths.batch();
    int threads = isWorthSharing() ? frame.compute().team().size() : 1;
    int count = Math.clamp(threads, 1, Math.max(1, batch));
    Share[] shares = new Share[count];
    int begin = 0;
    long done = 0;
    for (int i = 0; i < count; i++) {
      int end = begin;
      long goal = (long) lengths.rows() * (i + 1) / count;
      while (end < batch && (i == count - 1 || done < goal)) {
        done += lengths.length(lengths.sequenceAt(end++));
      }
      shares[i] = share(frame, begin, end);
      begin = end;
    }
    return shares;
  }

  private Share share(Frame frame, int begin, int end) {
    int rows = end - begin;
    Floats[] state = new Floats[planes];
    Arrays.setAll(state, plane -> frame.keep(rows * hidden));
    return new Share(
        begin, end, frame.keep(rows * width()), state, frame.keep(rows * hidden), Crew.alone());
  }

  @Override
  public void backward(Frame frame) {
    outGradient = frame.outGradient();
    beginBackward(frame);
    Share[] shares = shares(frame);
    Floats[] start = new Floats[planes];
    Arrays.setAll(start, plane -> frame.keep(lengths.batch() * hidden));
    for (Floats plane : start) {
      plane.fill(0); // a sequence of length 0 gives its state no gradient here
    }
    CheckedKernels kernels = frame.compute().kernels();
    run(frame, shares, (share, i) -> backward(kernels, share, start));
    if (frame.wants(STATE)) {
      addStateGradient(frame, start);
    }
    addInputGradients(frame);
    endBackward(frame);
  }

  private void backward(CheckedKernels kernels, Share share, Floats[] start) {
    for (Floats plane : share.planes) {
      plane.fill(0);
    }
    int steps = lengths.steps();
    for (int i = steps - 1; i >= 0; i--) {
      int t = time(i);
      int rows = rowsOf(share, t);
      if (rows == 0) {
        continue;
      }
      int row = lengths.offset(t) + share.begin;
      for (int plane = 0; plane < planes; plane++) {
        Floats incoming = outGradient.slice((plane * lengths.rows() + row) * hidden, rows * hidden);
        add(incoming, share.planes[plane]);
      }
      Floats[] before = new Floats[planes];
      Arrays.setAll(before, plane -> stepRows(previous[plane], row, rows, hidden));
      stepBackward(
          kernels, share, new Step(row, rows, stepRows(gates, row, rows, width()), before));
      int continuing = continuing(share, t, rows);
      for (int plane = 0; plane < planes; plane++) {
        copyRows(
            share.planes[plane],
            continuing,
            start[plane],
            share.begin + continuing,
            rows - continuing);
      }
    }
  }

  private static void add(Floats from, Floats to) {
    float[] a = from.array();
    float[] b = to.array();
    int ao = from.offset();
    int bo = to.offset();
    for (int i = 0; i < from.length(); i++) {
      b[bo + i] += a[ao + i];
    }
  }

  private void addStateGradient(Frame frame, Floats[] start) {
    Floats gradient = frame.inGradient(STATE);
    for (int plane = 0; plane < planes; plane++) {
      for (int i = 0; i < lengths.batch(); i++) {
        int to = (lengths.sequenceAt(i) * planes + plane) * hidden;
        add(start[plane].slice(i * hidden, hidden), gradient.slice(to, hidden));
      }
    }
  }

  /// dx, dW and db of all steps at once; `gates` holds the gates' gradients by now.
  private void addInputGradients(Frame frame) {
    Compute compute = frame.compute();
    int rows = lengths.rows();
    int width = width();
    int inputs = frame.inShape(X).dim(1);
    if (frame.wants(X)) {
      Floats dx = frame.inGradient(X);
      Gemm.multiplyAdd(
          compute,
          new Gemm.Size(rows, inputs, width),
          Gemm.Operand.rows(gates, width),
          Gemm.Operand.rows(frame.in(INPUT_WEIGHTS), inputs),
          dx.array(),
          dx.offset(),
          inputs);
    }
    if (frame.wants(INPUT_WEIGHTS)) {
      Floats dw = frame.inGradient(INPUT_WEIGHTS);
      Gemm.multiplyAdd(
          compute,
          new Gemm.Size(width, inputs, rows),
          Gemm.Operand.transposed(gates, width),
          Gemm.Operand.rows(frame.in(X), inputs),
          dw.array(),
          dw.offset(),
          inputs);
    }
    if (frame.wants(BIAS)) {
      addColumnSums(gates, width, frame.inGradient(BIAS).slice(0, width));
    }
  }

  /// `sums[j] += Σ_row matrix[row][j]`, rows ascending.
  final void addColumnSums(Floats matrix, int width, Floats sums) {
    for (int row = 0; row < lengths.rows(); row++) {
      add(matrix.slice(row * width, width), sums);
    }
  }

  /// `dU[from..,:] += d[:,from..]ᵀ · state`: the gradient of some gates' recurrent weights.
  ///
  /// @param d gate gradients `[ΣT,width]`, of which `count` columns from `column` on are used
  /// @param state `[ΣT,H]`, what these gates' weights were multiplied with
  /// @param unit the first row of U that they belong to
  final void addHiddenWeightGradient(Frame frame, Columns d, Floats state, int unit) {
    if (!frame.wants(HIDDEN_WEIGHTS)) {
      return;
    }
    Floats du = frame.inGradient(HIDDEN_WEIGHTS);
    Gemm.multiplyAdd(
        frame.compute(),
        new Gemm.Size(d.count, hidden, lengths.rows()),
        Gemm.Operand.transposed(d.matrix, d.width).from(d.column, 0),
        Gemm.Operand.rows(state, hidden),
        du.array(),
        du.offset() + unit * hidden,
        hidden);
  }

  /// `count` columns of a matrix of `width` columns, from `column` on.
  record Columns(Floats matrix, int width, int column, int count) {}

  /// Packs rows `[unit, unit+count)` of U so that a state is multiplied with their transpose.
  final Floats packForward(Frame frame, int unit, int count) {
    return RecurrentWeights.pack(frame, HIDDEN_WEIGHTS, unit, count);
  }

  /// Packs rows `[unit, unit+count)` of U so that gate gradients are multiplied with them.
  final Floats packBackward(Frame frame, int unit, int count) {
    Floats u = frame.in(HIDDEN_WEIGHTS);
    Floats packed = frame.keep(frame.compute().kernels().packedColumnsSize(count, hidden));
    frame
        .compute()
        .kernels()
        .packColumns(
            count,
            hidden,
            u.array(),
            u.offset() + unit * hidden,
            hidden,
            1,
            packed.array(),
            packed.offset());
    return packed;
  }

  /// `c[rows, n] += a[rows, k] · packed`, for the rows of one step.
  final void multiply(
      CheckedKernels kernels, Share share, int rows, Matrix a, Floats packed, Matrix c) {
    if (rows > 1) {
      Floats pa = share.packed;
      kernels.packRows(
          rows, a.columns, a.floats.array(), a.start(), a.stride, 1, pa.array(), pa.offset());
    }
    multiplyAgain(kernels, share, rows, a, packed, c);
  }

  /// `c[rows, n] += a[rows, k] · packed` with the same a as the [#multiply] before. A single row is
  /// its own packed form.
  final void multiplyAgain(
      CheckedKernels kernels, Share share, int rows, Matrix a, Floats packed, Matrix c) {
    Floats pa = share.packed;
    share.crew.gemm(
        kernels,
        new Gemm.Size(rows, c.columns, a.columns),
        rows == 1 ? a.floats.array() : pa.array(),
        rows == 1 ? a.start() : pa.offset(),
        packed.array(),
        packed.offset(),
        c.floats.array(),
        c.start(),
        c.stride);
  }

  /// A matrix in a window: `columns` columns, rows `stride` apart, beginning at element `from`.
  record Matrix(Floats floats, int from, int stride, int columns) {
    /// All of a window of contiguous rows.
    static Matrix of(Floats floats, int columns) {
      return new Matrix(floats, 0, columns, columns);
    }

    private int start() {
      return floats.offset() + from;
    }
  }

  /// Where the first NaN or infinity arose: step, sequence and gate.
  final Optional<String> firstNonFinite(Frame frame, String... gateNames) {
    for (int i = 0; i < lengths.steps(); i++) {
      int t = direction == Direction.FORWARD ? i : lengths.steps() - 1 - i;
      for (int p = 0; p < lengths.alive(t); p++) {
        int row = lengths.offset(t) + p;
        for (int g = 0; keeps() && g < gateCount; g++) {
          for (int j = 0; j < hidden; j++) {
            float value = gates.get((row * gateCount + g) * hidden + j);
            if (!Float.isFinite(value)) {
              return Optional.of(
                  "%s: %s is %s at step %d of sequence %d, unit %d"
                      .formatted(label, gateNames[g], value, t, lengths.sequenceAt(p), j));
            }
          }
        }
        for (int j = 0; j < hidden; j++) {
          float value = frame.out().get(row * hidden + j);
          if (!Float.isFinite(value)) {
            return Optional.of(
                "%s: the hidden state is %s at step %d of sequence %d, unit %d"
                    .formatted(label, value, t, lengths.sequenceAt(p), j));
          }
        }
      }
    }
    return Optional.empty();
  }
}
