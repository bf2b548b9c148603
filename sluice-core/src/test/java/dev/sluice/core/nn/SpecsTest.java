package dev.sluice.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.SeqIds;
import dev.sluice.core.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Specs refuse what makes no sense, compare and print; layers refuse inputs of other sizes.
class SpecsTest {
  @Test
  void sizesAreAtLeastOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GruSpec.of(0, 3))
        .withMessage("inputSize and hiddenSize are at least 1, not 0 and 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LstmSpec.of(3, 0))
        .withMessageContaining("not 3 and 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RnnSpec.of(-1, 1))
        .withMessageContaining("not -1 and 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GruSpec.of(1, 1).layers(0))
        .withMessage("a stack has at least 1 layer, not 0");
  }

  @Test
  void ratesLieBelowOne() {
    for (double rate : new double[] {-0.1, 1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> GruSpec.of(1, 1).dropout(rate))
          .withMessageContaining("lies in [0,1)");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> GruSpec.of(1, 1).zoneout(rate))
          .withMessageContaining("lies in [0,1)");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Dropout.of(rate))
          .withMessageContaining("lies in [0,1)");
    }
  }

  @Test
  void whatACellDoesNotHaveIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GruSpec.of(1, 1).layerNorm().bias(Bias.INPUT))
        .withMessageContaining("Bias.NONE");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GruSpec.of(1, 1).bias(Bias.NONE).gateBias(1, 1))
        .withMessageContaining("without biases");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LstmSpec.of(1, 1).bias(Bias.INPUT_AND_CANDIDATE))
        .withMessageContaining("no reset gate");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RnnSpec.of(1, 1).activation(Activation.SIGMOID))
        .withMessageContaining("TANH or RELU");
  }

  /// A name that changed from run to run would change the bytes of a model's card.
  @Test
  void specsPrintTheSameEveryTimeAndCompare() {
    GruSpec spec = GruSpec.of(2, 3).initialisers(Init.uniform(0.5f), Init.orthogonal());
    assertThat(spec)
        .isEqualTo(GruSpec.of(2, 3).initialisers(Init.uniform(0.5f), Init.orthogonal()));
    assertThat(spec)
        .hasSameHashCodeAs(GruSpec.of(2, 3).initialisers(Init.uniform(0.5f), Init.orthogonal()));
    assertThat(spec)
        .isNotEqualTo(GruSpec.of(2, 3).initialisers(Init.uniform(0.6f), Init.orthogonal()));
    assertThat(spec.toString())
        .contains("input=uniform(0.5), recurrent=orthogonal")
        .doesNotContain("@");
    assertThat(LstmSpec.of(2, 3).toString() + RnnSpec.of(2, 3)).doesNotContain("@");
  }

  @Test
  void inputsOfOtherSizesAreRefused() {
    Gru gru = Gru.create(GruSpec.of(3, 4).layers(2), Parameters.initialised(Seed.of(1)).root());
    try (Workspace workspace = Workspace.threads(1);
        Tape tape = workspace.inference()) {
      Seq five = Seq.of(new float[2][3][5], 5);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> gru.forward(tape.seq(five)))
          .withMessage("x has shape [6,5], this stack expects 3 features a step (inputSize)");
      Seq three = Seq.of(new float[2][3][3], 3);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> gru.forward(tape.seq(three), tape.zeros(3, 8)))
          .withMessage("the state has shape [3,8], this stack expects [B,S] = [2,8]");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> gru.step(tape.zeros(2, 4), tape.zeros(2, 8)))
          .withMessageContaining("expects 3 features");
      Gru both =
          Gru.create(
              GruSpec.of(3, 4).direction(Direction.BOTH),
              Parameters.initialised(Seed.of(1)).root());
      assertThatIllegalStateException()
          .isThrownBy(() -> both.step(tape.zeros(2, 3), tape.zeros(2, 8)))
          .withMessageContaining("BOTH");
      Embedding table = Embedding.create(4, 2, Parameters.initialised(Seed.of(1)).root());
      assertThatIllegalArgumentException()
          .isThrownBy(() -> table.forward(tape, SeqIds.of(new int[] {1, 4})))
          .withMessage("id 4 at place 1 is not in the table weight[4,2]; ids are 0 … 3");
    }
  }

  @Test
  void aStateMaskNeedsWholeSequences() {
    Gru gru =
        Gru.create(
            GruSpec.of(3, 4).recurrentDropout(RecurrentDropout.STATE, 0.1),
            Parameters.initialised(Seed.of(1)).root());
    try (Workspace workspace = Workspace.threads(1);
        Tape tape = workspace.record(Seed.of(1))) {
      assertThatIllegalStateException()
          .isThrownBy(() -> gru.step(tape.zeros(2, 3), tape.zeros(2, 4)))
          .withMessageContaining("keeps one mask");
    }
  }

  /// NaN in the input is named by step, sequence and gate.
  @Test
  void nanIsFoundWhereItArose() {
    for (RecurrentSpec<?> spec :
        new RecurrentSpec<?>[] {GruSpec.of(3, 4), LstmSpec.of(3, 4), RnnSpec.of(3, 4)}) {
      Recurrent stack = Recurrent.create(spec, Parameters.initialised(Seed.of(1)).scope("encoder"));
      float[][][] x = new float[2][3][3];
      x[1][2][0] = Float.NaN;
      try (Workspace workspace = Workspace.threads(1);
          Tape tape = workspace.record(Seed.of(1))) {
        stack.forward(tape.seq(Seq.of(x, 3)));
        assertThat(tape.firstNonFinite().orElseThrow())
            .startsWith("encoder.l0: the ")
            .endsWith("is NaN at step 2 of sequence 1, unit 0");
      }
    }
  }

  /// H = 1, I = 1, one sequence, one step; and sizes that fill no register.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 13, 17, 31, 67})
  void oddSizesAreExact(int size) {
    for (RecurrentSpec<?> spec :
        new RecurrentSpec<?>[] {
          GruSpec.of(size, size),
          GruSpec.pytorch(size, size),
          LstmSpec.of(size, size),
          RnnSpec.of(size, size)
        }) {
      try (Workspace workspace = Workspace.threads(1)) {
        Case one = new Cases(size).of(spec, new int[] {1}, Cases.Start.GIVEN);
        OracleCheck.of(one, Mutant.NONE, workspace, 2);
        Case more = new Cases(size).of(spec, new int[] {2, 0, 1, 5}, Cases.Start.OWN);
        OracleCheck.of(more, Mutant.NONE, workspace, 2);
      }
    }
  }

  @Test
  void thinLayers() {
    Parameters parameters = Parameters.initialised(Seed.of(1));
    LayerNorm norm = LayerNorm.create(3, parameters.scope("norm"));
    Linear linear = Linear.create(3, 2, parameters.scope("linear"));
    Seq x =
        Seq.packed(
            Tensor.matrix(new float[][] {{1, 2, 4}, {0, -1, 5}, {3, 3, 3}}), Lengths.of(2, 1));
    try (Workspace workspace = Workspace.threads(1)) {
      try (Tape tape = workspace.inference()) {
        assertThat(Dropout.of(0.5).forward(tape.seq(x)).copy().rows().data())
            .isEqualTo(x.rows().data());
        float[] rows = norm.forward(tape.seq(x)).copy().rows().data();
        assertThat(rows[0] + rows[1] + rows[2])
            .isCloseTo(0, org.assertj.core.data.Offset.offset(1e-6f));
        assertThat(linear.forward(tape.seq(x)).features()).isEqualTo(2);
      }
      try (Tape tape = workspace.record(Seed.of(1))) {
        Seq ones = Seq.of(new float[][][] {new float[6][40], new float[4][40]}, 40);
        java.util.Arrays.fill(ones.rows().data(), 1);
        Seq each = Dropout.of(0.5).forward(tape.seq(ones)).copy();
        Seq locked = Dropout.locked(0.5).forward(tape.seq(ones)).copy();
        assertThat(each.rows().data()).containsOnly(0f, 2f);
        assertThat(each.sequence(0)[0]).isNotEqualTo(each.sequence(0)[1]);
        assertThat(locked.sequence(0)[0])
            .isEqualTo(locked.sequence(0)[5])
            .isNotEqualTo(locked.sequence(1)[0]);
        assertThat(Dropout.of(0.5).forward(tape.constant(ones.rows())).copy().data())
            .containsOnly(0f, 2f);
      }
    }
  }
}
