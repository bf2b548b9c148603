package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Gradients;
import dev.sluice.core.autodiff.Parameter;
import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A stack with all its numbers, and ways to run it; the loss is `Σ outputs·G + Σ state·K`.
///
/// @param parameters all of them, flat
/// @param x `[B][T_b][I]`
/// @param start `[B][S]`; empty where the stack begins with its own
/// @param outputWeights G, `[B][T_b][O]`
/// @param stateWeights K, `[B][S]`
/// @param noise the key of a training pass; empty for one without noise and gradients
record Case(
    RecurrentSpec<?> spec,
    float[] parameters,
    float[][][] x,
    Optional<float[][]> start,
    float[][][] outputWeights,
    float[][] stateWeights,
    Optional<Seed> noise) {

  /// Which code computes a layer.
  enum Path {
    /// What users get: the fused operation where there is one.
    FUSED,
    /// Step by step on the tape.
    GENERAL
  }

  /// What a run gave; gradients are empty without noise key.
  record Outcome(float[][][] outputs, float[][] state, Gradient gradient) {}

  /// dL/d(parameters), flat, and the others in the shape of their values.
  record Gradient(float[] parameters, float[][][] x, float[][] start) {}

  static Recurrent stack(RecurrentSpec<?> spec, Parameters parameters) {
    return switch (spec) {
      case GruSpec gru -> Gru.create(gru, parameters.root());
      case LstmSpec lstm -> Lstm.create(lstm, parameters.root());
      case RnnSpec rnn -> Rnn.create(rnn, parameters.root());
    };
  }

  /// A new network with these numbers.
  Recurrent stack() {
    Parameters fresh = Parameters.initialised(Seed.of(1));
    Recurrent stack = stack(spec, fresh);
    fresh.set(parameters);
    return stack;
  }

  Lengths lengths() {
    return Lengths.of(Arrays.stream(x).mapToInt(s -> s.length).toArray());
  }

  Outcome run(Workspace workspace, Path path) {
    return run(workspace, path, lengths());
  }

  /// @param lengths those of x, with sample ids and starts
  Outcome run(Workspace workspace, Path path, Lengths lengths) {
    Parameters network = Parameters.initialised(Seed.of(1));
    Recurrent stack = stack(spec, network);
    network.set(parameters);
    Tensor rows = pack(lengths, x, spec.inputSize());
    try (Tape tape = noise.map(workspace::record).orElseGet(workspace::inference)) {
      Var in = tape.input(rows);
      Var begin =
          start.map(s -> tape.input(states(s))).orElseGet(() -> stack.initialState(tape, x.length));
      Recurrent.Unrolled result =
          path == Path.FUSED
              ? stack.unroll(new SeqVar(in, lengths), begin)
              : stack.unroll(new SeqVar(in, lengths), begin, Case::general);
      float[][][] outputs = unpack(result.outputs().copy());
      float[][] state = rows(result.state().copy());
      if (noise.isEmpty()) {
        return new Outcome(
            outputs, state, new Gradient(new float[0], new float[0][][], new float[0][]));
      }
      Var loss =
          result
              .outputs()
              .rows()
              .times(tape.constant(pack(lengths, outputWeights, spec.outputSize())))
              .sum()
              .plus(result.state().times(tape.constant(states(stateWeights))).sum());
      Gradients gradients = tape.backward(loss);
      return new Outcome(
          outputs,
          state,
          new Gradient(
              gradients.values().toArray(),
              unpack(Seq.packed(gradients.of(in), lengths)),
              start.isPresent() ? rows(gradients.of(begin)) : new float[0][]));
    }
  }

  private static CellLayer.Pass general(CellLayer layer, SeqVar x, Var state) {
    GateLayer gates = (GateLayer) layer;
    Tape tape = x.rows().tape();
    RecurrentNoise noise = RecurrentNoise.of(gates.noise(), tape, x.lengths());
    return Unroll.run(gates.general(tape, noise), gates.direction, x, state);
  }

  static Tensor pack(Lengths lengths, float[][][] sequences, int features) {
    Tensor rows = Tensor.zeros(lengths.rows(), features);
    for (int b = 0; b < sequences.length; b++) {
      for (int t = 0; t < sequences[b].length; t++) {
        System.arraycopy(sequences[b][t], 0, rows.data(), lengths.row(b, t) * features, features);
      }
    }
    return rows;
  }

  private Tensor states(float[][] states) {
    Tensor matrix = Tensor.zeros(states.length, spec.stateSize());
    for (int b = 0; b < states.length; b++) {
      System.arraycopy(states[b], 0, matrix.data(), b * spec.stateSize(), spec.stateSize());
    }
    return matrix;
  }

  static float[][][] unpack(Seq seq) {
    float[][][] sequences = new float[seq.lengths().batch()][][];
    Arrays.setAll(sequences, seq::sequence);
    return sequences;
  }

  static float[][] rows(Tensor matrix) {
    Shape shape = matrix.shape();
    float[][] rows = new float[shape.dim(0)][];
    Arrays.setAll(
        rows, i -> Arrays.copyOfRange(matrix.data(), i * shape.dim(1), (i + 1) * shape.dim(1)));
    return rows;
  }

  /// The sequences `chosen`, in that order, with everything that belongs to them.
  Case select(int... chosen) {
    return new Case(
        spec,
        parameters,
        Arrays.stream(chosen).mapToObj(i -> x[i]).toArray(float[][][]::new),
        start.map(s -> Arrays.stream(chosen).mapToObj(i -> s[i]).toArray(float[][]::new)),
        Arrays.stream(chosen).mapToObj(i -> outputWeights[i]).toArray(float[][][]::new),
        Arrays.stream(chosen).mapToObj(i -> stateWeights[i]).toArray(float[][]::new),
        noise);
  }

  /// The first eighth of the steps of each sequence.
  Case eighth() {
    return new Case(spec, parameters, begin(x), start, begin(outputWeights), stateWeights, noise);
  }

  private static float[][][] begin(float[][][] sequences) {
    return Arrays.stream(sequences)
        .map(steps -> Arrays.copyOf(steps, steps.length / 8))
        .toArray(float[][][]::new);
  }

  /// The same with another noise key, or none.
  Case noise(Optional<Seed> key) {
    return new Case(spec, parameters, x, start, outputWeights, stateWeights, key);
  }

  /// The parameters' names, shapes and offsets.
  List<Parameter> layout() {
    Parameters fresh = Parameters.initialised(Seed.of(1));
    stack(spec, fresh);
    return fresh.all();
  }

  @Override
  public String toString() {
    return spec
        + " lengths "
        + Arrays.toString(lengths().toArray())
        + (start.isPresent() ? " given" : " own")
        + " state";
  }
}
