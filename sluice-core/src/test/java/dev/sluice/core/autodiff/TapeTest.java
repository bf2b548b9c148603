package dev.sluice.core.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// How gradients gather, where they end, and what special numbers become.
class TapeTest {
  private static Tensor vector(float... values) {
    return Tensor.of(Shape.of(values.length), values);
  }

  @Test
  void gradientsOfAllUsesAreAdded() {
    try (Workspace workspace = Workspace.threads(1);
        Tape tape = workspace.record(Seed.of(1))) {
      Var x = tape.input(vector(2, 3));
      Var view = x.reshape(1, 2);
      Var loss = x.times(x).sum().plus(view.scale(10).sum()).plus(x.plus(x).sum());
      assertThat(tape.backward(loss).of(x).data()).containsExactly(4 + 10 + 2, 6 + 10 + 2);
    }
  }

  @Test
  void unusedBranchesGiveNothing() {
    try (Workspace workspace = Workspace.threads(1);
        Tape tape = workspace.record(Seed.of(1))) {
      Var x = tape.input(vector(2, 3));
      Var unused = tape.input(vector(1, 1));
      Var branch = unused.log().times(x).exp();
      Gradients gradients = tape.backward(x.sum());
      assertThat(branch.isDifferentiable()).isTrue();
      assertThat(gradients.of(x).data()).containsExactly(1, 1);
      assertThat(gradients.of(unused).data()).containsExactly(0, 0);
    }
  }

  @Test
  void aLeafOrAViewMayBeTheLoss() {
    try (Workspace workspace = Workspace.threads(1)) {
      try (Tape tape = workspace.record(Seed.of(1))) {
        Var x = tape.input(vector(2));
        assertThat(tape.backward(x).of(x).data()).containsExactly(1);
      }
      try (Tape tape = workspace.record(Seed.of(1))) {
        Var x = tape.input(vector(2));
        assertThat(tape.backward(x.square().reshape()).of(x).data()).containsExactly(4);
      }
    }
  }

  @Test
  void parametersGetTheirPlaceInTheGradients() {
    Parameters parameters = Parameters.initialised(Seed.of(1));
    Parameter a =
        parameters.root().parameter("a", Shape.of(2), (values, shape, seed) -> values.fill(3));
    Parameter b =
        parameters.root().parameter("b", Shape.of(1), (values, shape, seed) -> values.fill(5));
    Parameter unused =
        parameters.root().parameter("c", Shape.of(2), (values, shape, seed) -> values.fill(7));
    try (Workspace workspace = Workspace.threads(1);
        Tape tape = workspace.record(Seed.of(1))) {
      Var loss = tape.parameter(b).times(tape.parameter(a)).sum();
      Gradients gradients = tape.backward(loss);
      assertThat(gradients.values().toArray()).containsExactly(5, 5, 6, 0, 0);
      assertThat(gradients.of(b).data()).containsExactly(6);
      assertThat(gradients.of(unused).data()).containsExactly(0, 0);
      assertThat(gradients.plus(gradients).times(0.5f).values().toArray())
          .isEqualTo(gradients.values().toArray());
      assertThat(gradients.firstNonFinite()).isEmpty();
    }
  }

  @Test
  void parametersAreFrozenThawedAndLoadedByName() {
    Parameters parameters = Parameters.initialised(Seed.of(1));
    Initializer random = (values, shape, seed) -> values.set(0, seed.uniform(0));
    Parameter a = parameters.scope("layer").parameter("a", Shape.of(1), random);
    assertThat(a.name()).isEqualTo("layer.a");
    Parameters frozen = parameters.freeze();
    Parameter same = frozen.scope("layer").parameter("a", Shape.of(1), random);
    float before = a.values().get(0);
    parameters.set(new float[] {9});
    assertThat(same.values().get(0)).isEqualTo(before);
    assertThat(a.toTensor().data()).containsExactly(9);
    assertThat(frozen.isTrainable()).isFalse();
    assertThat(parameters.thaw().isTrainable()).isTrue();
    Parameters loaded = Parameters.loaded(Map.of("layer.a", vector(4)));
    assertThat(loaded.scope("layer").parameter("a", Shape.of(1), random).toTensor().data())
        .containsExactly(4);
    loaded.complete();
  }

  @Test
  void specialNumbersShow() {
    float inf = Float.POSITIVE_INFINITY;
    float nan = Float.NaN;
    try (Tape tape = Tape.inference()) {
      Var x =
          tape.constant(
              Tensor.matrix(
                  new float[][] {
                    {0, -inf, 0}, {-inf, -inf, -inf}, {0, nan, 1}, {500, 1000, 1000}
                  }));
      assertThat(x.softmax().copy().data())
          .containsExactly(0.5f, 0, 0.5f, nan, nan, nan, nan, nan, nan, 0, 0.5f, 0.5f);
      float[] logs = x.logSoftmax().copy().data();
      assertThat(logs[1]).isEqualTo(-inf);
      assertThat(logs[3]).isNaN();
      assertThat(logs[6]).isNaN();
      assertThat(logs[9]).isBetween(-500.7f, -500.6f);
      Var bad = tape.constant(vector(nan, -1));
      assertThat(bad.relu().copy().data()).containsExactly(nan, 0);
      assertThat(bad.hardSigmoid().copy().data()[0]).isNaN();
      assertThat(bad.max(0).item()).isNaN();
      assertThat(bad.max(tape.zeros(2)).copy().data()).containsExactly(nan, 0);
      assertThat(tape.constant(vector(-inf, -inf)).max(0).item()).isEqualTo(-inf);
      assertThat(tape.firstNonFinite()).hasValueSatisfying(s -> assertThat(s).contains("softmax"));
    }
  }

  @Test
  void hardSigmoidIsTheOneOfKeras2() {
    try (Tape tape = Tape.inference()) {
      Var x = tape.constant(vector(-3, -2.5f, 0, 1, 2.5f, 3));
      assertThat(x.hardSigmoid().copy().data()).containsExactly(0, 0, 0.5f, 0.7f, 1, 1);
    }
  }
}
