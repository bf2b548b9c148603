package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Workspace;
import java.util.Optional;

/// A random layer and one sequence, for [FloatCell], the oracle and the library.
///
/// @param point the numbers in double
record FloatNetwork(Case tested, StackOracle.Point point, FloatCell.Weights weights) {
  static FloatNetwork of(RecurrentSpec<?> spec, int steps, long seed) {
    Case tested =
        new Cases(seed).of(spec, new int[] {steps}, Cases.Start.GIVEN).noise(Optional.empty());
    StackOracle.Point point = StackOracle.Point.of(tested);
    CellOracle.Numbers numbers = oracle(tested).numbers(point.parameters(), "l0.");
    return new FloatNetwork(
        tested, point, FloatCell.Weights.of(numbers, spec.inputSize(), spec.hiddenSize()));
  }

  private static StackOracle oracle(Case tested) {
    return new StackOracle(tested.spec(), tested.layout(), Optional.empty(), Mutant.NONE);
  }

  /// h of every step `[T][H]`, in double.
  double[][] expected() {
    return oracle(tested).run(point).outputs()[0];
  }

  /// The same as the library computes it.
  float[][] library() {
    try (Workspace workspace = Workspace.threads(1)) {
      return tested.run(workspace, Case.Path.FUSED).outputs()[0];
    }
  }

  /// The same in this arithmetic.
  double[][] run(FloatCell cell) {
    double[][] x = point.x()[0];
    double[][] outputs = new double[x.length][];
    double[] h = point.start()[0];
    for (int t = 0; t < x.length; t++) {
      h =
          switch (tested.spec()) {
            case GruSpec gru -> cell.gru(gru, weights, x[t], h);
            case LstmSpec lstm -> throw new IllegalArgumentException("not the LSTM");
            case RnnSpec rnn -> cell.rnn(rnn, weights, x[t], h);
          };
      outputs[t] = h;
    }
    return outputs;
  }
}
