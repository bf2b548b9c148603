package dev.sluice.tasks.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.autodiff.Gradients;
import dev.sluice.core.autodiff.Parameter;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.LstmSpec;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.SeqIds;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.tasks.translate.TranslatorSpec.Feeding;
import dev.sluice.tasks.translate.TranslatorSpec.Looking;
import dev.sluice.tasks.translate.TranslatorSpec.Tables;
import dev.sluice.testing.oracle.Differences;
import dev.sluice.testing.oracle.Doubles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The whole network against its equations in double: loss and every gradient.
class TranslatorNetworkTest {
  /// Unequal lengths, in another order in the source than in the target.
  private static final int[][] SOURCES = {{2, 5, 1, 6}, {3, 6}, {1, 1, 4, 0, 2, 6}};

  private static final int[][] TARGETS = {{1, 6}, {0, 4, 2, 3, 6}, {5, 3, 6}};

  static List<TranslatorSpec> specs() {
    List<TranslatorSpec> specs = new ArrayList<>();
    for (Looking looking : Looking.values()) {
      for (Tables tables : Tables.values()) {
        specs.add(
            TranslatorSpec.of(GruSpec.of(4, 3).direction(Direction.BOTH), GruSpec.of(8, 5), 7, 7)
                .attention(looking)
                .tables(tables));
      }
      specs.add(
          TranslatorSpec.of(GruSpec.of(4, 3).direction(Direction.BOTH), GruSpec.of(4, 5), 7, 7)
              .attention(looking));
    }
    return specs;
  }

  private static Map<String, Doubles> doubles(Map<String, Tensor> tensors) {
    Map<String, Doubles> exact = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> exact.put(name, doubles(tensor)));
    return exact;
  }

  private static Doubles doubles(Tensor tensor) {
    return Doubles.of(tensor.shape().dims(), tensor.data());
  }

  private static TranslatorNetwork network(TranslatorSpec spec) {
    TranslatorNetwork network = TranslatorNetwork.create(spec, Seed.of(4));
    // Biases begin at 0, where a mistake in them does not show.
    float[] values = network.parameters().values();
    for (int i = 0; i < values.length; i++) {
      values[i] += 0.3f * (Seed.of(5).uniform(i) - 0.5f);
    }
    return network;
  }

  @ParameterizedTest
  @MethodSource("specs")
  void lossAndGradientsAreThoseOfTheEquations(TranslatorSpec spec) {
    TranslatorNetwork network = network(spec);
    Map<String, Doubles> exact = doubles(network.parameters().tensors());
    int symbols = 10;
    try (Workspace workspace = Workspace.threads(2);
        Tape tape = workspace.record(Seed.of(1))) {
      Var loss = network.loss(tape, new PairBatch(SeqIds.of(SOURCES), SeqIds.of(TARGETS)));
      double expected = new TranslatorOracle(spec, exact).nats(SOURCES, TARGETS) / symbols;
      assertThat((double) loss.item())
          .isCloseTo(expected, org.assertj.core.data.Offset.offset(2e-6));
      Gradients gradients = tape.backward(loss);
      List<String> names = new ArrayList<>(exact.keySet());
      List<Doubles> all = new ArrayList<>(exact.values());
      for (int i = 0; i < names.size(); i++) {
        Parameter parameter = network.parameters().get(names.get(i));
        Doubles slope =
            Differences.gradient(
                moved -> {
                  Map<String, Doubles> named = new LinkedHashMap<>();
                  for (int j = 0; j < names.size(); j++) {
                    named.put(names.get(j), moved.get(j));
                  }
                  double nats = new TranslatorOracle(spec, named).nats(SOURCES, TARGETS);
                  return new Doubles(new int[] {1}, new double[] {nats / symbols});
                },
                all,
                i,
                new Doubles(new int[] {1}, new double[] {1}));
        assertThat(Differences.relative(doubles(gradients.of(parameter)), slope))
            .as("gradient of " + names.get(i))
            .isLessThanOrEqualTo(2e-4);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("specs")
  void aPairDoesNotDependOnThoseBesideIt(TranslatorSpec spec) {
    TranslatorNetwork network = network(spec);
    try (Workspace workspace = Workspace.threads(1)) {
      for (int i = 0; i < SOURCES.length; i++) {
        float[][] beside = said(network, workspace, SOURCES, TARGETS, i);
        float[][] alone =
            said(network, workspace, new int[][] {SOURCES[i]}, new int[][] {TARGETS[i]}, 0);
        assertThat(alone).isDeepEqualTo(beside);
      }
    }
  }

  private static float[][] said(
      TranslatorNetwork network, Workspace workspace, int[][] sources, int[][] targets, int i) {
    try (Tape tape = workspace.inference()) {
      SeqIds target = SeqIds.of(targets);
      return network
          .decode(tape, target, network.memory(tape, SeqIds.of(sources)))
          .copy()
          .sequence(i);
    }
  }

  @Test
  void layersAndOtherCellsLearn() {
    TranslatorSpec spec =
        TranslatorSpec.of(
                LstmSpec.of(6, 8).layers(2).direction(Direction.BOTH),
                LstmSpec.of(12, 9).layers(2),
                7,
                7)
            .regularised(0.1, 0.1);
    TranslatorNetwork network = network(spec);
    try (Workspace workspace = Workspace.threads(1);
        Tape tape = workspace.record(Seed.of(1))) {
      Var loss = network.loss(tape, new PairBatch(SeqIds.of(SOURCES), SeqIds.of(TARGETS)));
      Gradients gradients = tape.backward(loss);
      for (Parameter parameter : network.parameters().all()) {
        assertThat(Differences.largest(doubles(gradients.of(parameter))))
            .as(parameter.toString())
            .isPositive();
      }
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    GruSpec encoder = GruSpec.of(4, 3).direction(Direction.BOTH);
    assertThatThrownBy(() -> TranslatorSpec.of(encoder, encoder, 7, 7))
        .hasMessage("a decoder writes forward");
    for (GruSpec noisy : List.of(GruSpec.of(8, 5).zoneout(0.1), GruSpec.of(8, 5).dropout(0.1))) {
      assertThatThrownBy(() -> TranslatorSpec.of(encoder, noisy, 7, 7))
          .hasMessageContaining("no dropout or zoneout inside");
    }
    TranslatorSpec backward =
        TranslatorSpec.of(GruSpec.of(4, 3).direction(Direction.BACKWARD), GruSpec.of(8, 5), 7, 7);
    assertThatThrownBy(() -> backward.attention(Looking.NONE))
        .hasMessageContaining("the encoder's last state is all there is");
    assertThatThrownBy(
            () -> TranslatorSpec.of(encoder, GruSpec.of(8, 5), 7, 6).tables(Tables.SHARED))
        .hasMessageContaining("7 symbols of 4 values in the source, 6 of 4 in the target");
    assertThat(TranslatorSpec.of(encoder, GruSpec.of(4, 5), 7, 6).feeding())
        .isEqualTo(Feeding.NONE);
  }
}
