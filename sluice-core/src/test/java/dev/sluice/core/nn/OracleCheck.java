package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Parameter;
import dev.sluice.core.autodiff.Workspace;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleSupplier;

/// Compares a stack with the oracle in double: outputs and final states, and every kind of gradient
/// with central differences.
final class OracleCheck {
  /// Absolute, for states of order 1 (H ≤ 512, T ≤ 200).
  static final double FORWARD = 2e-6;

  /// The same where roundings grow: layer normalisation divides them by the deviation, and in wide
  /// cells (H > 128, one accumulator over H in ascending order) without an update gate's average or
  /// without tanh they add up over time.
  static final double FORWARD_GROWING = 6e-6;

  /// Relative to the largest gradient of a tensor.
  static final double GRADIENT = 1e-4;

  /// About so many steps have the gradient of their input checked.
  private static final int MOST_STEPS = 30;

  /// Of central differences.
  static final double STEP = 1e-6;

  private final Case tested;
  private final Mutant mutant;
  private final StackOracle oracle;
  private final StackOracle.Point point;
  private final List<Parameter> layout;
  private final Random random = new Random(1);

  /// The largest errors of a comparison.
  record Errors(double forward, double gradient) {
    Errors max(Errors other) {
      return new Errors(Math.max(forward, other.forward), Math.max(gradient, other.gradient));
    }
  }

  OracleCheck(Case tested, Mutant mutant) {
    this.tested = tested;
    this.mutant = mutant;
    layout = tested.layout();
    oracle = new StackOracle(tested.spec(), layout, tested.noise(), mutant);
    point = StackOracle.Point.of(tested);
  }

  /// Outputs and final states.
  ///
  /// @throws AssertionError if they differ
  double forward(Case.Outcome actual) {
    StackOracle.Outcome expected = oracle.run(point);
    double worst = 0;
    for (int b = 0; b < expected.state().length; b++) {
      worst = Math.max(worst, difference(actual.state()[b], expected.state()[b]));
      for (int t = 0; t < expected.outputs()[b].length; t++) {
        worst = Math.max(worst, difference(actual.outputs()[b][t], expected.outputs()[b][t]));
      }
    }
    if (!(worst <= forwardTolerance(tested.spec()))) {
      throw new AssertionError(tested + ": outputs or states are wrong by " + worst);
    }
    return worst;
  }

  private static double forwardTolerance(RecurrentSpec<?> spec) {
    boolean wide = spec.hiddenSize() > 128;
    boolean growing =
        switch (spec) {
          case GruSpec gru ->
              gru.norm() == Norm.LAYER || (wide && gru.candidate() != Activation.TANH);
          case LstmSpec lstm -> false;
          case RnnSpec rnn -> wide;
        };
    return growing ? FORWARD_GROWING : FORWARD;
  }

  private static double difference(float[] actual, double[] expected) {
    if (actual.length != expected.length) {
      throw new AssertionError(actual.length + " values instead of " + expected.length);
    }
    double worst = 0;
    for (int i = 0; i < actual.length; i++) {
      double difference = Math.abs(actual[i] - expected[i]);
      worst = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(worst, difference);
    }
    return worst;
  }

  /// Gradients of every parameter, of x and of the start, at `coordinates` places of each.
  ///
  /// @throws AssertionError if they differ
  double gradients(Case.Gradient given, int coordinates) {
    Case.Gradient actual = GradientMutants.apply(mutant, tested, layout, given);
    double worst = 0;
    for (Parameter parameter : layout) {
      float[] part =
          Arrays.copyOfRange(
              actual.parameters(),
              parameter.offset(),
              parameter.offset() + parameter.shape().size());
      worst =
          Math.max(
              worst,
              tensor(parameter.name(), part, point.parameters(), parameter.offset(), coordinates));
    }
    int steps = Arrays.stream(actual.x()).mapToInt(sequence -> sequence.length).sum();
    for (int b = 0; b < actual.x().length; b++) {
      for (int t = 0; t < actual.x()[b].length; t++) {
        if (steps > MOST_STEPS && random.nextInt(steps) >= MOST_STEPS) {
          continue;
        }
        String name = "x of sequence " + b + ", step " + t;
        worst = Math.max(worst, tensor(name, actual.x()[b][t], point.x()[b][t], 0, coordinates));
      }
    }
    for (int b = 0; b < actual.start().length; b++) {
      worst =
          Math.max(
              worst, tensor("state " + b, actual.start()[b], point.start()[b], 0, coordinates));
    }
    return worst;
  }

  /// @param at the tensor's values: `values[offset …]`
  private double tensor(String name, float[] actual, double[] at, int offset, int coordinates) {
    double largest = 1e-3;
    for (float g : actual) {
      largest = Math.max(largest, Math.abs(g));
    }
    double worst = 0;
    int count = Math.min(coordinates, actual.length);
    for (int k = 0; k < count; k++) {
      int i = count == actual.length ? k : random.nextInt(actual.length);
      double expected = derivative(at, offset + i);
      double error = Math.abs(actual[i] - expected) / Math.max(largest, Math.abs(expected));
      if (!(error <= GRADIENT)) {
        throw new AssertionError(
            "%s: gradient of %s, element %d, is %s, expected %s"
                .formatted(tested, name, i, actual[i], expected));
      }
      worst = Math.max(worst, error);
    }
    return worst;
  }

  private double derivative(double[] values, int i) {
    double old = values[i];
    DoubleSupplier loss = () -> loss(oracle.run(point));
    values[i] = old + STEP;
    double above = loss.getAsDouble();
    values[i] = old - STEP;
    double below = loss.getAsDouble();
    values[i] = old;
    return (above - below) / (2 * STEP);
  }

  private double loss(StackOracle.Outcome outcome) {
    double loss = 0;
    for (int b = 0; b < outcome.state().length; b++) {
      loss += dot(outcome.state()[b], tested.stateWeights()[b]);
      for (int t = 0; t < outcome.outputs()[b].length; t++) {
        loss += dot(outcome.outputs()[b][t], tested.outputWeights()[b][t]);
      }
    }
    return loss;
  }

  private static double dot(double[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /// The same along a few directions.
  DirectionCheck directions() {
    return new DirectionCheck(tested, point, () -> loss(oracle.run(point)));
  }

  /// All of it: with training noise if the case has a key, and without.
  static Errors of(Case tested, Mutant mutant, Workspace workspace, int coordinates) {
    OracleCheck training = new OracleCheck(tested, mutant);
    Case.Outcome outcome = tested.run(workspace, Case.Path.FUSED);
    double forward = training.forward(outcome);
    double gradient = training.gradients(outcome.gradient(), coordinates);
    Case quiet = tested.noise(Optional.empty());
    forward =
        Math.max(
            forward, new OracleCheck(quiet, mutant).forward(quiet.run(workspace, Case.Path.FUSED)));
    return new Errors(forward, gradient);
  }
}
