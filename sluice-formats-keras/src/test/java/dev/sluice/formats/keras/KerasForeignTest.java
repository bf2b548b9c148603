package dev.sluice.formats.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.RecurrentModel;
import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.tensor.Layout;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.explain.Explanation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KerasForeignTest {
  private static KerasForeign foreign(String name) {
    return new KerasForeign(Cases.file(name));
  }

  /// Stacks of sluice-core give what Keras gave.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "gru-after/model.keras",
        "gru-before/model.h5",
        "stack/model.keras",
        "both-concat/model.h5",
        "both-sum/model.keras"
      })
  void asStacks(String name) {
    Tensor x = Cases.array(name, "x.npy");
    RecurrentModel model = foreign(name).stack();
    Recurrent stack = model.stack();
    try (Workspace workspace = Workspace.threads(1);
        Tape tape = workspace.inference()) {
      Seq packed = Seq.fromPadded(x, Layout.BATCH_MAJOR, Lengths.equal(3, 6));
      Tensor y = stack.forward(tape.seq(packed)).copy().toPadded(Layout.BATCH_MAJOR);
      assertThat(y.data()).containsExactly(Cases.array(name, "y.npy").data(), within(2e-6f));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "words/model.keras|layer \"embedding\" is no recurrent layer",
        "gru-backwards/model.h5|go_backwards and gives its outputs from the last step",
        "both-mul/model.keras|merges its directions by MUL",
        "both-own/model.h5|directions that compute different things",
        "lstm/model.keras|layers of several sizes",
        "gru-odd/model.h5|activations that it does not have",
        "lstm-relu/model.h5|no stack here computes what [lstm",
        "stateful/model.keras|other directions",
      })
  void whatNoStackComputesIsRefused(String name, String message) {
    assertThatThrownBy(() -> foreign(name).stack())
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(message);
  }

  @Test
  void oneLayerIsTakenByName() {
    KerasForeign words = foreign("words/model.h5");
    assertThat(words.stack("lstm_5").spec().inputSize()).isEqualTo(5);
    assertThatThrownBy(() -> words.stack("gru"))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("no recurrent layer \"gru\"; there are [lstm_5");
    RecurrentModel last = foreign("gru-backwards-last/model.h5").stack();
    assertThat(last.spec().topology().direction()).isEqualTo(Direction.BACKWARD);
  }

  @Test
  void explanationsNameWhatCanBeTaken() {
    KerasForeign words = foreign("words/model.keras");
    Explanation found = words.explain();
    assertThat(found.format()).isEqualTo("a model of Keras 3.15.1");
    assertThat(found.parts()).hasSize(3);
    found.parts().forEach(part -> assertThat(words.stack(part.name())).isNotNull());
    // 12·5; 4·4·(5+4+1); 2·3·3·(4+3+2); 6·4+4; 2·4; 3·4·(4+4+2); 4·3+3
    assertThat(found.parameters()).isEqualTo(60 + 160 + 162 + 28 + 8 + 120 + 15);
    assertThat(found.parts().get(1).parameters()).isEqualTo(162);
  }
}
