package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Frame;
import dev.sluice.core.autodiff.Operation;
import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Shape;
import dev.sluice.kernel.CheckedKernels;
import java.util.List;

/// `score[b,t,s] = v·tanh(q[b,t] + m[b,s])` for the steps there are; 0 elsewhere.
///
/// ```
/// inputs  q [ΣT,A]   m [ΣS,A]   v [A]        result [B,T,S]
/// e = tanh(q + m)    dv += ds·e    da = ds·v ⊙ (1−e²)    dq += da    dm += da
/// ```
///
/// e is computed again in the backward pass: keeping it would take T·S·A floats a sequence.
record AdditiveScores(Lengths queries, Lengths memory) implements Operation {
  @Override
  public String name() {
    return "additive attention";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return Shape.of(queries.batch(), queries.steps(), memory.steps());
  }

  /// One pair of steps: their packed rows, and the place of their score.
  private interface Pair {
    void run(int query, int memory, int score);
  }

  private void eachPair(Pair pair) {
    for (int b = 0; b < queries.batch(); b++) {
      for (int t = 0; t < queries.length(b); t++) {
        for (int s = 0; s < memory.length(b); s++) {
          int score = (b * queries.steps() + t) * memory.steps() + s;
          pair.run(queries.row(b, t), memory.row(b, s), score);
        }
      }
    }
  }

  @Override
  public void forward(Frame frame) {
    CheckedKernels kernels = frame.compute().kernels();
    int units = frame.inShape(2).size();
    Floats e = frame.keep(units);
    Floats v = frame.in(2);
    Floats scores = frame.out();
    scores.fill(0);
    eachPair((q, m, score) -> {
      activate(frame, kernels, q, m, e);
      scores.set(score, kernels.dot(units, e.array(), e.offset(), v.array(), v.offset()));
    });
  }

  private static void activate(Frame frame, CheckedKernels kernels, int q, int m, Floats e) {
    int units = e.length();
    Floats query = frame.in(0).slice(q * units, units);
    Floats memory = frame.in(1).slice(m * units, units);
    activate(kernels, query, memory, e);
  }

  /// `e = tanh(q + m)`, each `[A]`.
  static void activate(CheckedKernels kernels, Floats q, Floats m, Floats e) {
    float[] out = e.array();
    for (int j = 0; j < e.length(); j++) {
      out[e.offset() + j] = q.array()[q.offset() + j] + m.array()[m.offset() + j];
    }
    kernels.tanh(e.length(), out, e.offset(), out, e.offset());
  }

  @Override
  public void backward(Frame frame) {
    CheckedKernels kernels = frame.compute().kernels();
    int units = frame.inShape(2).size();
    Floats e = frame.keep(units);
    Floats v = frame.in(2);
    Floats scores = frame.outGradient();
    Floats[] gradients = new Floats[3];
    for (int i = 0; i < 3; i++) {
      // What nobody asked for goes to scratch.
      gradients[i] = frame.wants(i) ? frame.inGradient(i) : frame.keep(frame.inShape(i).size());
    }
    Floats da = frame.keep(units);
    Floats dv = frame.keep(units);
    eachPair((q, m, score) -> {
      float ds = scores.get(score);
      activate(frame, kernels, q, m, e);
      for (int j = 0; j < units; j++) {
        float value = e.get(j);
        da.set(j, ds * v.get(j) * Math.fma(-value, value, 1f));
        dv.set(j, ds * value);
      }
      add(da, gradients[0].slice(q * units, units));
      add(da, gradients[1].slice(m * units, units));
      add(dv, gradients[2]);
    });
  }

  private static void add(Floats from, Floats to) {
    for (int j = 0; j < to.length(); j++) {
      to.array()[to.offset() + j] += from.array()[from.offset() + j];
    }
  }
}
