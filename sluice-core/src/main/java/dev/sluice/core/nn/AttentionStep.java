package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Frame;
import dev.sluice.core.autodiff.Operation;
import dev.sluice.core.compute.Parallel;
import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.kernel.CheckedKernels;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The contexts of single queries, each in the memory of a sequence: scores, softmax and mean as
/// one operation, for decoders that ask step by step.
///
/// ```
/// inputs   q [R,A]   keys [ΣS,A]   values [ΣS,M]   v [A], additive only         result c [R,M]
/// e_s = q·k_s · scale, or v·tanh(q + k_s)    w = softmax e    c = Σ_s w_s·m_s     s ascending
///
/// dw_s = dc·m_s    de_s = w_s·(dw_s − Σ_s w_s·dw_s)    dm_s += w_s·dc
/// dot       dq += Σ_s de_s·scale·k_s    dk_s += de_s·scale·q
/// additive  t = tanh(q + k_s)    dv += de_s·t    da = de_s·v ⊙ (1−t²)    dq += da    dk_s += da
/// ```
///
/// Weights are kept, tanh is computed again. The memory of length 0 gives zeros.
final class AttentionStep implements Operation {
  private static final int QUERY = 0;
  private static final int KEYS = 1;
  private static final int VALUES = 2;
  private static final int SCORE = 3;

  private final Lengths memory;
  private final int[] owners;
  private final float scale;
  private Floats weights = Floats.of();
  private @Nullable Frame frame;

  /// @param owners the sequence of each query, `[R]`
  /// @param scale of a dot product
  AttentionStep(Lengths memory, int[] owners, float scale) {
    this.memory = memory;
    this.owners = owners;
    this.scale = scale;
  }

  @Override
  public String name() {
    return "attention step";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return Shape.of(owners.length, inputs.get(VALUES).dim(1));
  }

  /// A copy of the weights, `[R,S]`, 0 beyond a memory's length; while the tape is open.
  Tensor weights() {
    Objects.requireNonNull(frame).compute(); // a closed tape says so
    return Tensor.of(Shape.of(owners.length, memory.steps()), weights.toArray());
  }

  @Override
  public void forward(Frame frame) {
    this.frame = frame;
    CheckedKernels kernels = frame.compute().kernels();
    weights = frame.keep(owners.length * memory.steps());
    weights.fill(0);
    Rows rows = new Rows(frame);
    Floats out = frame.out();
    int size = rows.values.width;
    var split = Parallel.split(frame.compute(), owners.length, memory.steps() * size);
    Floats scratch = frame.keep(split.count() * rows.units);
    Parallel.run(
        frame.compute(),
        split,
        (share, from, to) -> {
          Floats t = scratch.slice(share * rows.units, rows.units);
          for (int r = from; r < to; r++) {
            Floats c = out.slice(r * size, size);
            c.fill(0);
            Floats w = softmax(kernels, rows, r, t);
            for (int s = 0; s < w.length(); s++) {
              addScaled(w.get(s), rows.values.of(memory.row(owners[r], s)), c);
            }
          }
        });
  }

  /// The weights of query `r`, over its memory's own steps.
  private Floats softmax(CheckedKernels kernels, Rows rows, int r, Floats t) {
    int length = memory.length(owners[r]);
    Floats w = weights.slice(r * memory.steps(), length);
    if (length == 0) {
      return w;
    }
    Floats q = rows.queries.of(r);
    for (int s = 0; s < length; s++) {
      Floats k = rows.keys.of(memory.row(owners[r], s));
      if (rows.isAdditive()) {
        AdditiveScores.activate(kernels, q, k, t);
        w.set(s, dot(kernels, t, rows.score));
      } else {
        w.set(s, scale * dot(kernels, q, k));
      }
    }
    MaskedSoftmax.row(kernels, length, w.array(), w.offset(), w.array(), w.offset());
    return w;
  }

  @Override
  public void backward(Frame frame) {
    CheckedKernels kernels = frame.compute().kernels();
    Rows rows = new Rows(frame);
    Matrix dQueries = gradient(frame, QUERY);
    Matrix dKeys = gradient(frame, KEYS);
    Matrix dValues = gradient(frame, VALUES);
    Floats dScore = rows.isAdditive() ? gradient(frame, SCORE).all : Floats.of();
    Matrix dContexts = new Matrix(frame.outGradient(), rows.values.width);
    Floats t = frame.keep(rows.units);
    Floats de = frame.keep(memory.steps());
    for (int r = 0; r < owners.length; r++) {
      int length = memory.length(owners[r]);
      Floats w = weights.slice(r * memory.steps(), length);
      Floats dc = dContexts.of(r);
      for (int s = 0; s < length; s++) {
        int row = memory.row(owners[r], s);
        de.set(s, dot(kernels, dc, rows.values.of(row)));
        addScaled(w.get(s), dc, dValues.of(row));
      }
      float mean =
          length == 0 ? 0 : kernels.dot(length, w.array(), w.offset(), de.array(), de.offset());
      for (int s = 0; s < length; s++) {
        float ds = w.get(s) * (de.get(s) - mean);
        int row = memory.row(owners[r], s);
        Floats q = rows.queries.of(r);
        Floats k = rows.keys.of(row);
        if (rows.isAdditive()) {
          AdditiveScores.activate(kernels, q, k, t);
          addScaled(ds, t, dScore);
          for (int j = 0; j < t.length(); j++) {
            t.set(j, ds * rows.score.get(j) * Math.fma(-t.get(j), t.get(j), 1f));
          }
          addScaled(1, t, dQueries.of(r));
          addScaled(1, t, dKeys.of(row));
        } else {
          addScaled(ds * scale, k, dQueries.of(r));
          addScaled(ds * scale, q, dKeys.of(row));
        }
      }
    }
  }

  /// `[n,width]`, row by row.
  private record Matrix(Floats all, int width) {
    Floats of(int row) {
      return all.slice(row * width, width);
    }
  }

  /// The inputs, row by row.
  private static final class Rows {
    final Matrix queries;
    final Matrix keys;
    final Matrix values;
    final Floats score;
    final int units;

    Rows(Frame frame) {
      units = frame.inShape(QUERY).dim(1);
      queries = new Matrix(frame.in(QUERY), units);
      keys = new Matrix(frame.in(KEYS), units);
      values = new Matrix(frame.in(VALUES), frame.inShape(VALUES).dim(1));
      score = frame.inputs() > SCORE ? frame.in(SCORE) : Floats.of();
    }

    boolean isAdditive() {
      return score.length() > 0;
    }
  }

  /// Where the gradient of an input goes; what nobody asked for goes to scratch.
  private static Matrix gradient(Frame frame, int input) {
    Shape shape = frame.inShape(input);
    Floats all = frame.wants(input) ? frame.inGradient(input) : frame.keep(shape.size());
    return new Matrix(all, shape.columns());
  }

  private static float dot(CheckedKernels kernels, Floats a, Floats b) {
    return kernels.dot(a.length(), a.array(), a.offset(), b.array(), b.offset());
  }

  /// `y += factor·x`
  private static void addScaled(float factor, Floats x, Floats y) {
    float[] from = x.array();
    float[] to = y.array();
    for (int j = 0; j < x.length(); j++) {
      to[y.offset() + j] = Math.fma(factor, from[x.offset() + j], to[y.offset() + j]);
    }
  }
}
