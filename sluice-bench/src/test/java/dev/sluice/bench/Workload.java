package dev.sluice.bench;

import dev.sluice.core.nn.Bias;
import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.Reset;
import java.util.List;

/// What is measured: a GRU of some size, and what is done with it.
///
/// @param vocabulary V of a language model, else 0
public record Workload(String name, Kind kind, Stack stack, int batch, int steps, int vocabulary) {

  /// What one run does.
  public enum Kind {
    /// A whole batch of sequences, no gradients.
    SEQUENCE,
    /// One event of one stream; the caller holds the state as `float[]`.
    STEP,
    /// Forward, backward and Adam; one linear output a step, mean squared error.
    TRAINING,
    /// The same with an embedding before and a softmax over the vocabulary behind.
    LANGUAGE
  }

  /// Sizes of the recurrent layers.
  public record Stack(int inputs, int hidden, int layers, Direction direction) {
    static Stack of(int inputs, int hidden) {
      return new Stack(inputs, hidden, 1, Direction.FORWARD);
    }

    /// 2 for both, else 1.
    public int directions() {
      return direction == Direction.BOTH ? 2 : 1;
    }

    /// The inputs of layer `layer`.
    public int inputs(int layer) {
      return layer == 0 ? inputs : hidden * directions();
    }
  }

  /// All that the project states.
  static List<Workload> all() {
    return List.of(
        sequence(Stack.of(64, 128), 1, 100),
        sequence(Stack.of(128, 256), 1, 100),
        sequence(Stack.of(128, 256), 32, 100),
        sequence(Stack.of(256, 512), 32, 100),
        sequence(Stack.of(512, 1024), 64, 50),
        sequence(new Stack(80, 256, 2, Direction.BOTH), 16, 200),
        step(16, 32),
        step(64, 128),
        step(128, 256),
        step(256, 512),
        step(512, 1024),
        training(Stack.of(64, 128), 32, 50),
        training(Stack.of(128, 256), 32, 100),
        new Workload("words", Kind.LANGUAGE, Stack.of(256, 512), 64, 35, 10_000),
        new Workload("characters", Kind.LANGUAGE, Stack.of(256, 512), 64, 128, 65));
  }

  static Workload sequence(Stack s, int batch, int steps) {
    String layers = s.layers == 1 ? "" : " %d layers both ways".formatted(s.layers);
    String name = "I%d H%d B%d T%d%s".formatted(s.inputs, s.hidden, batch, steps, layers);
    return new Workload(name, Kind.SEQUENCE, s, batch, steps, 0);
  }

  static Workload step(int inputs, int hidden) {
    String name = "step I%d H%d".formatted(inputs, hidden);
    return new Workload(name, Kind.STEP, Stack.of(inputs, hidden), 1, 1, 0);
  }

  static Workload training(Stack s, int batch, int steps) {
    String name = "training I%d H%d B%d T%d".formatted(s.inputs, s.hidden, batch, steps);
    return new Workload(name, Kind.TRAINING, s, batch, steps, 0);
  }

  /// T·B.
  public int rows() {
    return steps * batch;
  }

  /// Values that the linear layer behind gives for each step, where there is one.
  public int outputs() {
    return Math.max(1, vocabulary);
  }

  /// Whether a run changes the weights.
  public boolean trains() {
    return kind == Kind.TRAINING || kind == Kind.LANGUAGE;
  }

  /// Floating-point operations of the products of one run; a training step counts three times.
  public double flops() {
    double columns = 0;
    for (int layer = 0; layer < stack.layers; layer++) {
      columns += stack.directions() * (stack.inputs(layer) + stack.hidden);
    }
    double forward = 2.0 * 3 * stack.hidden * columns * rows();
    return trains() ? 3 * (forward + 2.0 * stack.hidden * outputs() * rows()) : forward;
  }

  /// What Sluice calls it.
  public GruSpec spec(Reset reset) {
    return GruSpec.of(stack.inputs, stack.hidden)
        .layers(stack.layers)
        .direction(stack.direction)
        .reset(reset)
        .bias(Bias.DOUBLE);
  }

  @Override
  public String toString() {
    return name;
  }
}
