package dev.sluice.core.autodiff;

import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Shape;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/// B sequences on a tape: packed rows `[ΣT, F]` with their [Lengths].
///
/// What pools over steps gives `[B, F]` in the caller's order, and 0 with gradient 0 for a sequence
/// of length 0.
///
/// @param rows `[ΣT, F]`
public record SeqVar(Var rows, Lengths lengths) {
  /// Checks that the rows fit the lengths.
  public SeqVar {
    if (rows.shape().rank() != 2 || rows.shape().dim(0) != lengths.rows()) {
      throw new IllegalArgumentException(
          "rows have shape " + rows.shape() + "; " + lengths + " need [" + lengths.rows() + ",F]");
    }
  }

  /// F, the number of features of a step.
  public int features() {
    return rows.shape().dim(1);
  }

  /// A copy that outlives the tape.
  public Seq copy() {
    return Seq.packed(rows.copy(), lengths);
  }

  // ------------------------------------------------------------------------------- each step

  /// The same function on every step.
  ///
  /// @param function rows `[ΣT, F]` → rows `[ΣT, G]`; it must not mix rows
  public SeqVar map(UnaryOperator<Var> function) {
    return new SeqVar(function.apply(rows), lengths);
  }

  /// `tanh x`
  public SeqVar tanh() {
    return map(Var::tanh);
  }

  /// `max(0, x)`
  public SeqVar relu() {
    return map(Var::relu);
  }

  /// `σ(x)`
  public SeqVar sigmoid() {
    return map(Var::sigmoid);
  }

  /// The sum, step by step.
  public SeqVar plus(SeqVar other) {
    checkSameLengths("plus", other);
    return new SeqVar(rows.plus(other.rows), lengths);
  }

  /// The product, step by step and element by element.
  public SeqVar times(SeqVar other) {
    checkSameLengths("times", other);
    return new SeqVar(rows.times(other.rows), lengths);
  }

  /// Features side by side: `[ΣT, F₁ + F₂ + …]`.
  public static SeqVar concat(SeqVar... sequences) {
    if (sequences.length == 0) {
      throw new IllegalArgumentException("concat: nothing to join; give at least one sequence");
    }
    Var[] rows = new Var[sequences.length];
    for (int i = 0; i < rows.length; i++) {
      sequences[0].checkSameLengths("concat", sequences[i]);
      rows[i] = sequences[i].rows;
    }
    return new SeqVar(Ops.concat(1, rows), sequences[0].lengths);
  }

  private void checkSameLengths(String name, SeqVar other) {
    if (lengths.equals(other.lengths)) {
      return;
    }
    boolean sameNumbers = Arrays.equals(lengths.toArray(), other.lengths.toArray());
    throw new IllegalArgumentException(
        sameNumbers
            ? name + ": lengths are equal but sample ids or starts differ; give both one Lengths"
            : name + ": " + lengths + " and " + other.lengths + " differ; they must be equal");
  }

  /// Zero at probability `rate`, else `x/(1−rate)`; the same values on an inference tape.
  ///
  /// The noise is a function of (the tape's seed, the place in the forward pass, sample id, step of
  /// the sample, unit): neither the batch around a sequence nor cutting it in pieces changes it. A
  /// rate of 0 counts as a place too.
  ///
  /// @param rate in `[0, 1)`
  public SeqVar dropout(float rate) {
    return dropout(rate, Noise.EACH_STEP);
  }

  /// Dropout with one mask for all steps of a sequence (Gal and Ghahramani 2016, arXiv 1512.05287).
  ///
  /// @param rate in `[0, 1)`
  public SeqVar lockedDropout(float rate) {
    return dropout(rate, Noise.EACH_SEQUENCE);
  }

  private enum Noise {
    EACH_STEP,
    EACH_SEQUENCE
  }

  private SeqVar dropout(float rate, Noise noise) {
    Dropout.checkRate(rate);
    Seed site = rows.tape().noise().orElse(null);
    if (site == null || rate == 0) {
      return this;
    }
    Seed[] keys = new Seed[lengths.rows()];
    for (int p = 0; p < lengths.batch(); p++) {
      int i = lengths.sequenceAt(p);
      Seed sample = site.at(lengths.sample(i));
      for (int t = 0; t < lengths.length(i); t++) {
        keys[lengths.offset(t) + p] =
            noise == Noise.EACH_STEP ? sample.at(lengths.start(i) + t) : sample;
      }
    }
    return map(x -> x.tape().apply(new Dropout(rate, keys), x));
  }

  // ------------------------------------------------------------------------------- over steps

  /// The last step of each sequence: `[B, F]`.
  public Var last() {
    return gather("last", i -> lengths.length(i) - 1);
  }

  /// The first step of each sequence: `[B, F]`; where a backward direction ends.
  public Var first() {
    return at(0);
  }

  /// Step `step` of each sequence, zeros where the sequence has ended: `[B, F]`.
  public Var at(int step) {
    if (step < 0) {
      throw new IllegalArgumentException("at: step is " + step + "; steps count from 0");
    }
    return gather("at", i -> step < lengths.length(i) ? step : -1);
  }

  private interface StepOf {
    /// A step of sequence `i`, −1 for none.
    int step(int i);
  }

  private Var gather(String name, StepOf steps) {
    int[] source = new int[lengths.batch()];
    for (int i = 0; i < source.length; i++) {
      int step = steps.step(i);
      source[i] = step < 0 ? -1 : lengths.row(i, step);
    }
    return rows.tape().apply(new GatherRows(name, source), rows);
  }

  /// The sum over the steps of each sequence, steps ascending: `[B, F]`.
  public Var sum() {
    return rows.tape().apply(new SeqSum(lengths, Sum.Scale.SUM), rows);
  }

  /// The mean over the steps of each sequence, steps ascending: `[B, F]`.
  public Var mean() {
    return rows.tape().apply(new SeqSum(lengths, Sum.Scale.MEAN), rows);
  }

  /// The largest over the steps of each sequence: `[B, F]`; the first of equals gets the gradient.
  public Var max() {
    return rows.tape().apply(new SeqMax(lengths), rows);
  }

  // ----------------------------------------------------------------------------- rearranging

  /// Each sequence backwards in time.
  public SeqVar reverse() {
    return rearrange("reverse", (i, t) -> lengths.row(i, lengths.length(i) - 1 - t));
  }

  /// Each sequence one step to the right, beginning with zeros: what a step may know of the one
  /// before.
  public SeqVar shiftRight() {
    return rearrange("shiftRight", (i, t) -> t == 0 ? -1 : lengths.row(i, t - 1));
  }

  private interface RowOf {
    int row(int i, int t);
  }

  private SeqVar rearrange(String name, RowOf source) {
    int[] from = new int[lengths.rows()];
    for (int i = 0; i < lengths.batch(); i++) {
      for (int t = 0; t < lengths.length(i); t++) {
        from[lengths.row(i, t)] = source.row(i, t);
      }
    }
    return map(x -> x.tape().apply(new GatherRows(name, from), x));
  }

  /// A vector for each sequence, repeated at each of its steps.
  ///
  /// @param vectors `[B, F]` in the caller's order
  public static SeqVar repeat(Var vectors, Lengths lengths) {
    Shape shape = vectors.shape();
    if (shape.rank() != 2 || shape.dim(0) != lengths.batch()) {
      throw new IllegalArgumentException(
          "repeat: vectors have shape "
              + shape
              + "; "
              + lengths
              + " need ["
              + lengths.batch()
              + ",F]");
    }
    int[] from = new int[lengths.rows()];
    for (int i = 0; i < lengths.batch(); i++) {
      for (int t = 0; t < lengths.length(i); t++) {
        from[lengths.row(i, t)] = i;
      }
    }
    return new SeqVar(vectors.tape().apply(new GatherRows("repeat", from), vectors), lengths);
  }

  /// The padded tensor `[B, T, F]`, zero beyond each length.
  public Var toPadded() {
    int batch = lengths.batch();
    int steps = lengths.steps();
    int[] from = new int[Math.multiplyExact(batch, steps)];
    for (int i = 0; i < batch; i++) {
      for (int t = 0; t < steps; t++) {
        from[i * steps + t] = t < lengths.length(i) ? lengths.row(i, t) : -1;
      }
    }
    Var padded = rows.tape().apply(new GatherRows("toPadded", from), rows);
    return padded.reshape(batch, steps, features());
  }

  /// Packs a padded tensor; what lies beyond a length is not read and gets no gradient.
  ///
  /// @param padded `[B, T, F]`
  public static SeqVar fromPadded(Var padded, Lengths lengths) {
    Shape shape = padded.shape();
    if (shape.rank() != 3 || shape.dim(0) != lengths.batch() || shape.dim(1) < lengths.steps()) {
      throw new IllegalArgumentException(
          "fromPadded: shape " + shape + " does not hold " + lengths + "; [B,T,F] is needed");
    }
    int[] from = new int[lengths.rows()];
    for (int i = 0; i < lengths.batch(); i++) {
      for (int t = 0; t < lengths.length(i); t++) {
        from[lengths.row(i, t)] = i * shape.dim(1) + t;
      }
    }
    Var rows = padded.reshape(shape.dim(0) * shape.dim(1), shape.dim(2));
    return new SeqVar(rows.tape().apply(new GatherRows("fromPadded", from), rows), lengths);
  }
}
