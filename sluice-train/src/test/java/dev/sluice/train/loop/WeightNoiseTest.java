package dev.sluice.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Seed;
import dev.sluice.kernel.CheckedKernels;
import dev.sluice.kernel.KernelChoice;
import dev.sluice.kernel.ScalarKernels;
import dev.sluice.testing.RandomSeed;
import dev.sluice.train.data.Batch;
import dev.sluice.train.loss.Loss;
import dev.sluice.train.optim.Sgd;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class WeightNoiseTest {
  private static final Seed KEY = Seed.of(RandomSeed.forClass(WeightNoiseTest.class));
  private static final int COUNT = 200_000;

  /// Moments and distribution function of the normal, within five standard errors.
  @Test
  void itIsNormal() {
    double[] moments = new double[5];
    int[] below = new int[4];
    double[] at = {-2, -1, 0.5, 2.5};
    double[] cumulative = {0.02275, 0.15866, 0.69146, 0.99379};
    for (int i = 0; i < COUNT; i++) {
      double e = WeightNoise.normal(KEY, i);
      for (int k = 1; k < 5; k++) {
        moments[k] += Math.pow(e, k) / COUNT;
      }
      for (int k = 0; k < 4; k++) {
        below[k] += e < at[k] ? 1 : 0;
      }
    }
    double root = Math.sqrt(COUNT);
    assertThat(moments[1]).isCloseTo(0, Offset.offset(5 / root));
    assertThat(moments[2]).isCloseTo(1, Offset.offset(5 * Math.sqrt(2) / root));
    assertThat(moments[3]).isCloseTo(0, Offset.offset(5 * Math.sqrt(15) / root));
    assertThat(moments[4]).isCloseTo(2.97, Offset.offset(5 * Math.sqrt(96) / root));
    for (int k = 0; k < 4; k++) {
      assertThat(below[k] / (double) COUNT)
          .as("share below " + at[k])
          .isCloseTo(cumulative[k], Offset.offset(2.5 / root + 1e-3));
    }
  }

  @Test
  void stepsAndValuesAreIndependent() {
    float[] first = new float[COUNT];
    float[] second = new float[COUNT];
    WeightNoise noise = new WeightNoise(1, KEY);
    noise.add(first, 3);
    noise.add(second, 4);
    double across = 0;
    double along = 0;
    for (int i = 1; i < COUNT; i++) {
      across += first[i] * second[i] / COUNT;
      along += first[i] * first[i - 1] / COUNT;
    }
    assertThat(across).isCloseTo(0, Offset.offset(5 / Math.sqrt(COUNT)));
    assertThat(along).isCloseTo(0, Offset.offset(5 / Math.sqrt(COUNT)));
    float[] again = new float[COUNT];
    noise.add(again, 3);
    assertThat(again).isEqualTo(first);
  }

  /// Remembers the parameters that each loss saw.
  private record Watching(TinyGru network, List<float[]> noisy, List<float[]> clean)
      implements Objective<Batch> {
    @Override
    public Parameters parameters() {
      return network.parameters();
    }

    @Override
    public Var loss(Tape tape, Batch batch) {
      (tape.isRecording() ? noisy : clean).add(parameters().values().clone());
      return Loss.mse().of(network.forward(tape, batch), batch);
    }
  }

  @Test
  void lossAndGradientSeeItButStepAndValidationDoNot() {
    TinyGru network = new TinyGru(5, 0);
    float[] start = network.parameters().values().clone();
    Watching watching = new Watching(network, new ArrayList<>(), new ArrayList<>());
    Seed seed = Seed.of(3);
    Trainer.of(watching)
        .optimizer(Sgd.rate(0))
        .weightNoise(0.075)
        .seed(seed)
        .batchSize(4)
        .epochs(2)
        .fit(TinyGru.data(8, 1), TinyGru.data(4, 2));
    assertThat(network.parameters().values()).isEqualTo(start);
    assertThat(watching.clean)
        .hasSize(2)
        .allMatch(values -> java.util.Arrays.equals(values, start));
    assertThat(watching.noisy).hasSize(4);
    for (int step = 0; step < 4; step++) {
      Seed key = seed.named("weights").at(step);
      for (int i = 0; i < start.length; i++) {
        assertThat(watching.noisy.get(step)[i])
            .isEqualTo(start[i] + 0.075f * WeightNoise.normal(key, i));
      }
    }
  }

  /// Plain descent by hand: the gradient at the noisy place, the step from the clean one.
  @Test
  void theStepIsTakenFromTheCleanWeights() {
    TinyGru trained = new TinyGru(5, 0);
    Trainer.of(trained, Loss.mse())
        .optimizer(Sgd.rate(0.1))
        .weightNoise(0.1)
        .batchSize(8)
        .epochs(1)
        .fit(TinyGru.data(8, 1));
    TinyGru other = new TinyGru(5, 0);
    float[] clean = other.parameters().values().clone();
    new WeightNoise(0.1f, Seed.of(0).named("weights")).add(other.parameters().values(), 0);
    Batch batch = TinyGru.data(8, 1).batches(8, Seed.of(0).named("order").at(0)).iterator().next();
    try (Workspace workspace = Workspace.threads(1);
        Tape tape = workspace.record(Seed.of(0))) {
      float[] gradients =
          tape.backward(Loss.mse().of(other.forward(tape, batch), batch)).values().toArray();
      for (int i = 0; i < clean.length; i++) {
        assertThat(trained.parameters().values()[i]).isEqualTo(clean[i] - 0.1f * gradients[i]);
      }
    }
  }

  private static float[] trained(Workspace workspace) {
    TinyGru network = new TinyGru(13, 0.1f);
    Trainer.of(network, Loss.mse())
        .workspace(workspace)
        .weightNoise(0.05)
        .average(0.9)
        .batchSize(5)
        .epochs(4)
        .fit(TinyGru.data(20, 6), TinyGru.data(6, 7));
    return network.parameters().values();
  }

  @Test
  void noThreadAndNoProviderShows() {
    try (Workspace scalar = Workspace.of(1, CheckedKernels.of(new ScalarKernels()));
        Workspace chosen = Workspace.of(2, KernelChoice.current().kernels())) {
      assertThat(trained(chosen)).isEqualTo(trained(scalar));
    }
  }

  @Test
  void aFailedStepLeavesTheCleanWeights() {
    TinyGru network = new TinyGru(5, 0);
    float[] start = network.parameters().values().clone();
    Objective<Batch> broken = Objective.of(network, (y, t) -> y.scale(0).log().sum());
    assertThatThrownBy(() -> Trainer.of(broken).weightNoise(0.1).fit(TinyGru.data(4, 1)))
        .isInstanceOf(TrainingDiverged.class);
    assertThat(network.parameters().values()).isEqualTo(start);
  }

  @Test
  void misuseIsSaid() {
    Trainer<Batch> trainer = Trainer.of(new TinyGru(4, 0), Loss.mse());
    assertThatThrownBy(() -> trainer.weightNoise(-0.1)).hasMessageContaining("not -0.1");
    assertThatThrownBy(() -> trainer.weightNoise(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> trainer.average(1)).hasMessageContaining("(0, 1), not 1");
  }
}
