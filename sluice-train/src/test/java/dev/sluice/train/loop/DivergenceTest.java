package dev.sluice.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.core.autodiff.Parameter;
import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.train.data.Batch;
import dev.sluice.train.loop.TrainingEvent.Stepped;
import dev.sluice.train.loss.Loss;
import dev.sluice.train.optim.Adam;
import dev.sluice.train.optim.Sgd;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The first NaN stops training, by name, and what is on disk is good.
class DivergenceTest {
  @TempDir private Path directory;

  private final TinyGru network = new TinyGru(5, 0);

  private Trainer<Batch> trainer() {
    return Trainer.of(network, Loss.mse()).batchSize(4).epochs(5);
  }

  @Test
  void aNaNInAParameterIsNamedWithItsPlaceAndStep() {
    Parameter weight = network.parameters().all().get(1);
    TrainingDiverged diverged =
        catchThrowableOfType(
            TrainingDiverged.class,
            () ->
                trainer()
                    .checkpoints(Checkpoints.in(directory).everySteps(1))
                    .listener(event -> {
                      if (event instanceof Stepped stepped && stepped.step() == 7) {
                        weight.values().set(2, Float.NaN);
                      }
                    })
                    .fit(TinyGru.data(20, 5)));
    assertThat(diverged)
        .hasMessageContaining("step 7 (epoch 2)")
        .hasMessageContaining("parameter " + weight + " is NaN at element 2")
        .hasMessageContaining("lower the rate (now 0.001) or clip the gradients with clipNorm")
        .hasMessageContaining("last good checkpoint is in " + directory);
    // What is on disk is the checkpoint of step 6, from which training goes on.
    TinyGru resumed = new TinyGru(5, 0);
    TrainingReport report =
        Trainer.of(resumed, Loss.mse())
            .batchSize(4)
            .epochs(5)
            .checkpoints(Checkpoints.in(directory))
            .resume(TinyGru.data(20, 5));
    trainerFresh().fit(TinyGru.data(20, 5));
    assertThat(report.steps()).isEqualTo(25);
    assertThat(resumed.parameters().values()).isEqualTo(fresh.parameters().values());
  }

  private final TinyGru fresh = new TinyGru(5, 0);

  private Trainer<Batch> trainerFresh() {
    return Trainer.of(fresh, Loss.mse()).batchSize(4).epochs(5);
  }

  @Test
  void anOverflowIsTracedToTheOperationThatMadeIt() {
    Network overflowing =
        new Network() {
          @Override
          public Parameters parameters() {
            return network.parameters();
          }

          @Override
          public Var forward(Tape tape, Batch batch) {
            return network.forward(tape, batch).scale(100).exp();
          }
        };
    float[] before = network.parameters().values().clone();
    network.parameters().get("head.bias").values().set(0, 5);
    assertThatThrownBy(
            () -> Trainer.of(overflowing, Loss.mse()).batchSize(4).fit(TinyGru.data(8, 5)))
        .isInstanceOf(TrainingDiverged.class)
        .hasMessageContaining("step 1 (epoch 1): the loss is Infinity: exp made Infinity");
    network.parameters().get("head.bias").values().set(0, 0);
    assertThat(network.parameters().values()).isEqualTo(before);
  }

  @Test
  void anOverflowInsideALayerIsTracedToLayerAndGate() {
    // The state becomes 1, the product with it overflows, and the closed reset gate makes 0·∞ of
    // it.
    TinyGru after = new TinyGru(GruSpec.pytorch(TinyGru.FEATURES, 5), 0);
    after.parameters().get("gru.l0.hidden").values().slice(10 * 5, 5 * 5).fill(3e38f);
    Floats bias = after.parameters().get("gru.l0.bias").values();
    bias.slice(0, 5).fill(50);
    bias.slice(5, 5).fill(-1e4f);
    bias.slice(10, 5).fill(50);
    assertThatThrownBy(() -> Trainer.of(after, Loss.mse()).fit(TinyGru.data(20, 5)))
        .isInstanceOf(TrainingDiverged.class)
        .hasMessageContaining(
            "step 1 (epoch 1): the loss is NaN: gru.l0: the candidate is NaN at step 1");
  }

  @Test
  void anOverflowInALinearLayerIsNamedByItsParameters() {
    network.parameters().get("head.weight").values().fill(3e38f);
    network.parameters().get("gru.l0.bias").values().fill(3);
    assertThatThrownBy(() -> trainer().fit(TinyGru.data(20, 5)))
        .isInstanceOf(TrainingDiverged.class)
        .hasMessageContaining("affine made")
        .hasMessageContaining("(with head.weight, head.bias)");
  }

  @Test
  void anInfiniteGradientIsNamedByItsParameter() {
    Network steep =
        new Network() {
          @Override
          public Parameters parameters() {
            return network.parameters();
          }

          @Override
          public Var forward(Tape tape, Batch batch) {
            return network.forward(tape, batch).scale(0).sqrt();
          }
        };
    float[] before = network.parameters().values().clone();
    assertThatThrownBy(
            () -> Trainer.of(steep, (y, t) -> y.mean()).batchSize(3).fit(TinyGru.data(3, 5)))
        .isInstanceOf(TrainingDiverged.class)
        .hasMessageContaining("the gradient of parameter ")
        .hasMessageContaining("is not finite");
    assertThat(network.parameters().values()).isEqualTo(before);
  }

  @Test
  void tooHighARateEndsWithTheCure() {
    TrainingDiverged diverged =
        catchThrowableOfType(
            TrainingDiverged.class,
            () ->
                trainer()
                    .optimizer(Sgd.rate(1e20))
                    .clipNorm(1e30f)
                    .checkpoints(Checkpoints.in(directory))
                    .fit(TinyGru.data(20, 5)));
    assertThat(diverged.step()).isLessThan(10);
    assertThat(diverged).hasMessageContaining("lower the rate (now 1.0E20) or clip below clipNorm");
  }

  @Test
  void trainingDoesNotBeginWithNaN() {
    network.parameters().values()[0] = Float.NaN;
    assertThatThrownBy(() -> trainer().fit(TinyGru.data(4, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is NaN at element 0; training needs finite values");
  }

  @Test
  void aValidationLossThatIsNotFiniteStopsToo() {
    Objective<Batch> objective =
        new Objective<>() {
          @Override
          public Parameters parameters() {
            return network.parameters();
          }

          @Override
          public Var loss(Tape tape, Batch batch) {
            Var y = network.forward(tape, batch);
            return tape.isRecording()
                ? y.mean()
                : y.mean().plus(tape.constant(Tensor.zeros(1)).log().sum());
          }
        };
    assertThatThrownBy(() ->
            Trainer.of(objective)
                .optimizer(Adam.rate(1e-3))
                .fit(TinyGru.data(4, 1), TinyGru.data(4, 1)))
        .isInstanceOf(TrainingDiverged.class)
        .hasMessageContaining("log made -Infinity");
  }
}
