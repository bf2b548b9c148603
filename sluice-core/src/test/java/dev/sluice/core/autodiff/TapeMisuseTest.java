package dev.sluice.core.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is refused, and in which words.
class TapeMisuseTest {
  private final Workspace workspace = Workspace.threads(1);

  @AfterEach
  void close() {
    workspace.close();
  }

  private static Tensor two() {
    return Tensor.of(Shape.of(2), 1, 2);
  }

  private static Parameter parameter(Parameters parameters) {
    return parameters.root().parameter("w", Shape.of(2), (values, shape, seed) -> values.fill(1));
  }

  @Test
  void aClosedTapeIsRefused() {
    Tape tape = workspace.record(Seed.of(1));
    Var x = tape.input(two());
    Gradients gradients = tape.backward(x.sum());
    Gradients detached = gradients.copy();
    tape.close();
    tape.close();
    assertThatThrownBy(() -> x.tanh()).hasMessageContaining("closed");
    assertThatThrownBy(() -> x.reshape(2, 1)).hasMessageContaining("closed");
    assertThatThrownBy(x::copy).hasMessageContaining("closed");
    assertThatThrownBy(() -> tape.zeros(2)).hasMessageContaining("closed");
    assertThatThrownBy(tape::noise).hasMessageContaining("closed");
    assertThatThrownBy(gradients::values).hasMessageContaining("closed");
    assertThatThrownBy(() -> gradients.of(x)).hasMessageContaining("closed");
    assertThat(detached.of(x).data()).containsExactly(1, 1);
    assertThat(x.shape()).isEqualTo(Shape.of(2));
  }

  @Test
  void oneTapeOfAWorkspaceIsOpen() {
    try (Tape tape = workspace.record(Seed.of(1))) {
      assertThat(tape.isRecording()).isTrue();
      assertThatThrownBy(workspace::inference).hasMessageContaining("still open");
    }
    workspace.inference().close();
  }

  @Test
  void aClosedWorkspaceIsRefused() {
    Tape tape = workspace.record(Seed.of(1));
    Var x = tape.input(two());
    workspace.close();
    assertThatThrownBy(() -> x.tanh()).hasMessageContaining("closed");
    assertThatThrownBy(() -> workspace.record(Seed.of(1))).hasMessageContaining("closed");
  }

  @Test
  void variablesOfTwoTapesDoNotMix() {
    try (Tape tape = workspace.record(Seed.of(1));
        Tape other = Tape.inference()) {
      Var x = tape.input(two());
      Var y = other.constant(two());
      assertThatThrownBy(() -> x.plus(y)).hasMessageContaining("another tape");
      assertThatThrownBy(() -> Ops.concat(0, x, y)).hasMessageContaining("another tape");
      assertThatThrownBy(() -> tape.backward(y.sum())).hasMessageContaining("another tape");
    }
  }

  @Test
  void anotherThreadIsRefused() {
    try (Tape tape = workspace.record(Seed.of(1))) {
      Var x = tape.input(two());
      List<Runnable> uses =
          List.of(
              x::tanh, x::copy, () -> tape.zeros(1), tape::noise, tape::close, workspace::close);
      for (Runnable use : uses) {
        assertThatThrownBy(() -> CompletableFuture.runAsync(use).join())
            .hasMessageContaining("thread");
      }
      assertThat(x.tanh().copy().shape()).isEqualTo(Shape.of(2));
    }
  }

  @Test
  void backwardRunsOnceFromOneValueOfARecordingTape() {
    try (Tape tape = workspace.record(Seed.of(1))) {
      Var x = tape.input(two());
      assertThatThrownBy(() -> tape.backward(x)).hasMessageContaining("[2]");
      assertThatThrownBy(() -> tape.backward(tape.constant(two()).sum()))
          .hasMessageContaining("depends on no");
      tape.backward(x.sum());
      assertThatThrownBy(() -> tape.backward(x.sum())).hasMessageContaining("once");
    }
    try (Tape tape = workspace.inference()) {
      Var loss = tape.input(two()).sum();
      assertThatThrownBy(() -> tape.backward(loss)).hasMessageContaining("inference");
    }
  }

  @Test
  void oneTapeDifferentiatesOneNetwork() {
    Parameters first = Parameters.initialised(Seed.of(1));
    Parameters second = Parameters.initialised(Seed.of(2));
    Parameter a = parameter(first);
    Parameter b = parameter(second);
    try (Tape tape = workspace.record(Seed.of(1))) {
      Var x = tape.parameter(a);
      assertThat(tape.parameter(a)).isSameAs(x);
      assertThatThrownBy(() -> tape.parameter(b)).hasMessageContaining("second trainable");
      Var frozen = tape.parameter(parameter(second.freeze()));
      Gradients gradients = tape.backward(x.times(frozen).sum());
      assertThat(gradients.parameters()).isSameAs(first);
      assertThat(gradients.of(a).data()).containsExactly(1, 1);
    }
  }

  @Test
  void gradientsAreNotHeldForWhatIsNoInput() {
    try (Tape tape = workspace.record(Seed.of(1))) {
      Var x = tape.input(two());
      Var y = x.tanh();
      Gradients gradients = tape.backward(y.sum());
      assertThatThrownBy(() -> gradients.of(y)).hasMessageContaining("tape.input");
    }
  }

  @Test
  void aNormThatIsNotFiniteIsNotClipped() {
    Parameters parameters = Parameters.initialised(Seed.of(1));
    parameter(parameters);
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      Gradients gradients = Gradients.of(parameters, new float[] {1, bad});
      assertThatThrownBy(() -> gradients.clipNorm(1))
          .isInstanceOf(ArithmeticException.class)
          .hasMessageContaining("w[2]");
    }
    Gradients gradients = Gradients.of(parameters, new float[] {3, 4});
    assertThat(gradients.norm()).isEqualTo(5);
    assertThat(gradients.clipNorm(5)).isSameAs(gradients);
    assertThat(gradients.clipNorm(1).values().toArray()).containsExactly(0.6f, 0.8f);
  }

  /// Adds to a gradient that nobody asked for.
  private record Careless() implements Operation {
    @Override
    public Shape shape(List<Shape> inputs) {
      return inputs.getFirst();
    }

    @Override
    public void forward(Frame frame) {
      frame.out().fill(0);
    }

    @Override
    public void backward(Frame frame) {
      Floats gradient = frame.inGradient(1);
      gradient.fill(1);
    }
  }

  /// Records inside of backward.
  private record Recording(Var other) implements Operation {
    @Override
    public Shape shape(List<Shape> inputs) {
      return inputs.getFirst();
    }

    @Override
    public void forward(Frame frame) {
      frame.out().fill(0);
    }

    @Override
    public void backward(Frame frame) {
      other.tanh();
    }
  }

  @Test
  void operationsFromOutsideAreHeldToTheRules() {
    try (Tape tape = workspace.record(Seed.of(1))) {
      Var loss = tape.apply(new Careless(), tape.input(two()), tape.constant(two())).sum();
      assertThatThrownBy(() -> tape.backward(loss)).hasMessageContaining("wants(1)");
    }
    try (Tape tape = workspace.record(Seed.of(1))) {
      Var x = tape.input(two());
      Var loss = tape.apply(new Recording(x), x).sum();
      assertThatThrownBy(() -> tape.backward(loss)).hasMessageContaining("inside the backward");
    }
  }

  @Test
  void shapesThatDoNotFitAreNamed() {
    try (Tape tape = workspace.inference()) {
      Var a = tape.zeros(2, 3);
      Var b = tape.zeros(4, 5);
      Var one = tape.zeros(3);
      refused(() -> a.plus(b), "[2,3]", "[4,5]", "reshape");
      refused(() -> a.times(tape.zeros(2)), "[2,3]", "[2]");
      refused(() -> a.matmul(b), "[2,3]", "[4,5]", "transpose");
      refused(() -> Ops.affine(a, b, null), "[2,3]", "[4,5]");
      refused(() -> Ops.affine(a, tape.zeros(5, 3), one), "[3]", "[5]");
      refused(() -> Ops.addMatmul(b, a, tape.zeros(5, 3)), "[4,5]", "[2,5]");
      refused(() -> Ops.fma(a, a, b), "[2,3]", "[4,5]");
      refused(() -> Ops.batchMatmul(a, b), "[2,3]", "[N,K,P]");
      refused(() -> Ops.batchMatmulTransposed(tape.zeros(2, 3, 4), tape.zeros(2, 4, 3)), "[2,3,4]");
      refused(() -> Ops.concat(0, a, b), "[2,3]", "[4,5]");
      refused(() -> Ops.concat(2, a, a), "[2,3]", "axis 2");
      refused(() -> Ops.concat(0), "at least one");
      refused(() -> Ops.stack(a, b), "[2,3]", "[4,5]");
      refused(() -> Ops.gatherRows(a, 0, 2), "row 2", "[2,3]");
      refused(() -> Ops.gatherRows(a, -2), "row -2");
      refused(() -> Ops.layerNorm(a, one, tape.zeros(2), 1e-5f), "[2,3]", "[2]");
      refused(() -> Ops.layerNorm(a, one, one, 0), "epsilon");
      refused(() -> one.transpose(), "[3]");
      refused(() -> a.reshape(4), "[2,3]", "[4]");
      refused(() -> a.slice(1, 2, 4), "[2,4)", "[2,3]");
      refused(() -> a.sum(2), "[2,3]", "axis 2");
      refused(() -> tape.zeros(0, 3).mean(), "[0,3]");
      refused(() -> tape.zeros(0, 3).mean(0), "[0,3]");
      refused(() -> tape.zeros(0, 3).max(0), "[0,3]");
      refused(() -> tape.zeros().softmax(), "last axis");
      refused(() -> a.dropout(1), "[0, 1)");
      refused(() -> a.dropout(-0.1f), "[0, 1)");
      refused(() -> a.dropout(Float.NaN), "[0, 1)");
    }
  }

  @Test
  void sequencesThatDoNotFitAreNamed() {
    try (Tape tape = workspace.inference()) {
      SeqVar a = new SeqVar(tape.zeros(3, 2), Lengths.of(1, 2));
      SeqVar b = new SeqVar(tape.zeros(3, 2), Lengths.of(2, 1));
      SeqVar c = new SeqVar(tape.zeros(3, 2), Lengths.of(1, 2).samples(7, 8));
      refused(() -> SeqVar.concat(a, b), "[1, 2]", "[2, 1]");
      refused(() -> a.plus(c), "sample ids");
      refused(() -> new SeqVar(tape.zeros(4, 2), Lengths.of(1, 2)), "[4,2]", "[3,F]");
      refused(() -> SeqVar.repeat(tape.zeros(3, 2), Lengths.of(1, 2)), "[3,2]", "[2,F]");
      refused(() -> SeqVar.fromPadded(tape.zeros(2, 1, 2), Lengths.of(1, 2)), "[2,1,2]");
      refused(() -> a.at(-1), "step is -1");
      refused(() -> a.dropout(1), "[0, 1)");
      refused(SeqVar::concat, "at least one");
    }
  }

  private static void refused(Runnable use, String... words) {
    assertThatThrownBy(use::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(words);
  }
}
