package dev.sluice.formats.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.FormatException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KerasModelTest {
  /// Relative above 1.
  private static final float TOLERANCE = 2e-6f;

  static String[] models() {
    return Cases.models();
  }

  @ParameterizedTest
  @MethodSource("models")
  void computesWhatKerasComputes(String name) {
    KerasModel model = KerasModel.of(Cases.file(name));
    try (Workspace workspace = Workspace.threads(1)) {
      KerasModel.Result first =
          model.run(workspace, Cases.array(name, "x.npy"), KerasState.zeros());
      assertClose(first.outputs(), Cases.array(name, "y.npy"));
      if (!name.startsWith("keras2")) {
        KerasModel.Result again = model.run(workspace, Cases.array(name, "x.npy"), first.state());
        assertClose(again.outputs(), Cases.array(name, "again.npy"));
      }
    }
  }

  @Test
  void statefulLayersGoOnAndOthersDoNot() {
    Tensor once = Cases.array("stateful/model.h5", "y.npy");
    Tensor again = Cases.array("stateful/model.h5", "again.npy");
    assertThat(again.data()).isNotEqualTo(once.data());
    assertThat(Cases.array("stack/model.h5", "again.npy").data())
        .isEqualTo(Cases.array("stack/model.h5", "y.npy").data());
  }

  @Test
  void refusesStatesAndInputsOfOthers() {
    KerasModel stateful = KerasModel.of(Cases.file("stateful/model.h5"));
    KerasModel words = KerasModel.of(Cases.file("words/model.keras"));
    Tensor x = Cases.array("stateful/model.h5", "x.npy");
    try (Workspace workspace = Workspace.threads(1)) {
      KerasState state = stateful.run(workspace, x, KerasState.zeros()).state();
      Tensor two = Tensor.zeros(2, 6, 5);
      refused(() -> stateful.run(workspace, two, state), "another number of sequences");
      refused(() -> words.run(workspace, Tensor.zeros(1, 2), state), "parts too many");
      refused(() -> words.run(workspace, x), "expected ids [B,T]");
      refused(
          () -> words.run(workspace, Tensor.of(Shape.of(1, 2), 1, 12)),
          "element 1 is 12.0, expected an id from 0 to 11");
      refused(() -> words.run(workspace, Tensor.of(Shape.of(1, 1), 0.5f)), "element 0 is 0.5");
      refused(() -> stateful.run(workspace, Tensor.zeros(3, 6, 4)), "expected 5 features");
      refused(() -> stateful.run(workspace, Tensor.zeros(3, 5)), "expected [B,T,F]");
    }
  }

  private static void refused(Runnable run, String message) {
    Assertions.assertThatThrownBy(run::run)
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(message);
  }

  private static void assertClose(Tensor found, Tensor expected) {
    assertThat(found.shape()).isEqualTo(expected.shape());
    for (int i = 0; i < expected.data().length; i++) {
      assertThat(found.data()[i])
          .as("element %d", i)
          .isCloseTo(
              expected.data()[i], within(TOLERANCE * Math.max(1, Math.abs(expected.data()[i]))));
    }
  }
}
