package dev.sluice.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Seed;
import dev.sluice.kernel.Availability;
import dev.sluice.kernel.CheckedKernels;
import dev.sluice.kernel.KernelProvider;
import dev.sluice.kernel.ScalarKernels;
import dev.sluice.testing.Skip;
import dev.sluice.train.data.Batch;
import dev.sluice.train.data.Dataset;
import dev.sluice.train.loop.TrainingEvent.EpochEnded;
import dev.sluice.train.loop.TrainingEvent.Started;
import dev.sluice.train.loop.TrainingEvent.Stepped;
import dev.sluice.train.loss.Loss;
import dev.sluice.train.optim.Adam;
import dev.sluice.train.optim.Momentum;
import dev.sluice.train.optim.Optimizer;
import dev.sluice.train.optim.Plateau;
import dev.sluice.train.optim.RmsProp;
import dev.sluice.train.optim.Schedule;
import dev.sluice.train.optim.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrainerTest {
  private static Stream<Optimizer> optimizers() {
    return Stream.of(
        Sgd.rate(0.1).momentum(0.9, Momentum.NESTEROV),
        RmsProp.rate(3e-3),
        Adam.rate(1e-2),
        Adam.rate(1e-2).weightDecay(1e-5));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("optimizers")
  void learnsATinyProblemByHeart(Optimizer optimizer) {
    TinyGru network = new TinyGru(16, 0);
    TrainingReport report =
        Trainer.of(network, Loss.mse())
            .optimizer(optimizer)
            .clipNorm(1)
            .batchSize(8)
            .epochs(300)
            .fit(TinyGru.data(8, 5));
    assertThat(report.epochs().getFirst().train()).isGreaterThan(0.1);
    assertThat(report.epochs().getLast().train()).isLessThan(2e-3);
    assertThat(report.steps()).isEqualTo(300);
    assertThat(report.outcome()).isEqualTo(Outcome.COMPLETED);
  }

  private static float[] fiftySteps(Workspace workspace) {
    TinyGru network = new TinyGru(37, 0.2f);
    Trainer.of(network, Loss.huber(1))
        .workspace(workspace)
        .clipNorm(0.5f)
        .batchSize(5)
        .epochs(10)
        .seed(Seed.of(3))
        .fit(TinyGru.data(25, 6).bucketed(2));
    return network.parameters().values();
  }

  @Test
  void parametersDependOnNoThreadCount() {
    float[] expected = fiftySteps(Workspace.threads(1));
    for (int threads : new int[] {2, 4}) {
      try (Workspace workspace = Workspace.threads(threads)) {
        assertThat(fiftySteps(workspace)).isEqualTo(expected);
      }
    }
  }

  @Test
  void parametersDependOnNoProvider() {
    float[] expected = fiftySteps(Workspace.of(1, CheckedKernels.of(new ScalarKernels())));
    for (KernelProvider provider : ServiceLoader.load(KernelProvider.class)) {
      Availability availability = provider.availability();
      Skip.unless(
          availability instanceof Availability.Available,
          Skip.Reason.LANES_MISSING,
          availability.toString());
      try (Workspace workspace = Workspace.of(2, CheckedKernels.of(provider.create()))) {
        assertThat(fiftySteps(workspace)).as(provider.name()).isEqualTo(expected);
      }
    }
    assertThat(ServiceLoader.load(KernelProvider.class)).isNotEmpty();
  }

  @Test
  void earlyStoppingRestoresTheBest() {
    TinyGru network = new TinyGru(12, 0);
    List<float[]> afterEpoch = new ArrayList<>();
    Dataset<Batch> validation = TinyGru.data(30, 99);
    TrainingReport report =
        Trainer.of(network, Loss.mse())
            .optimizer(Adam.rate(0.03))
            .batchSize(4)
            .epochs(200)
            .patience(5)
            .listener(event -> {
              if (event instanceof EpochEnded) {
                afterEpoch.add(network.parameters().values().clone());
              }
            })
            .fit(TinyGru.data(12, 5), validation);
    assertThat(report.outcome()).isEqualTo(Outcome.EARLY_STOPPED);
    assertThat(report.epochs()).hasSize(report.bestEpoch() + 5);
    double best = report.epochs().get(report.bestEpoch() - 1).validation().orElseThrow();
    assertThat(report.epochs()).allMatch(e -> e.validation().orElseThrow() >= best);
    assertThat(network.parameters().values()).isEqualTo(afterEpoch.get(report.bestEpoch() - 1));
    assertThat(network.parameters().values()).isNotEqualTo(afterEpoch.getLast());
  }

  @Test
  void aPlateauLowersTheRateOfTheNextStep() {
    List<Double> rates = new ArrayList<>();
    Trainer.of(new TinyGru(4, 0), Loss.mse())
        .optimizer(Sgd.rate(Schedule.constant(1e-30)))
        .plateau(Plateau.of(0.5, 2))
        .batchSize(4)
        .epochs(6)
        .listener(event -> {
          if (event instanceof Stepped stepped) {
            rates.add(stepped.rate());
          }
        })
        .fit(TinyGru.data(4, 1), TinyGru.data(4, 2));
    // Nothing improves after the first epoch; two more, and the rate is halved.
    assertThat(rates).containsExactly(1e-30, 1e-30, 1e-30, 5e-31, 5e-31, 2.5e-31);
  }

  @Test
  void validationLossDependsOnNoBatchSize() {
    double[] losses = new double[2];
    for (int i = 0; i < 2; i++) {
      List<EpochLoss> seen = new ArrayList<>();
      TinyGru network = new TinyGru(6, 0.5f);
      Trainer.of(network, Loss.mse())
          .optimizer(Sgd.rate(0))
          .batchSize(i == 0 ? 7 : 30)
          .epochs(1)
          .listener(event -> {
            if (event instanceof EpochEnded ended) {
              seen.add(ended.losses());
            }
          })
          .fit(TinyGru.data(10, 1), TinyGru.data(30, 2));
      losses[i] = seen.getFirst().validation().orElseThrow();
    }
    assertThat(losses[0]).isCloseTo(losses[1], Offset.offset(1e-6 * losses[1]));
  }

  @Test
  void tellsHowItGoes() {
    List<TrainingEvent> events = new ArrayList<>();
    Trainer.of(new TinyGru(4, 0), Loss.mae())
        .batchSize(4)
        .epochs(2)
        .listener(events::add)
        .fit(TinyGru.data(10, 1), TinyGru.data(5, 2));
    assertThat(events).hasSize(1 + 2 * (3 + 1));
    Started started = (Started) events.getFirst();
    assertThat(started.stepsPerEpoch()).hasValue(3);
    Stepped last = (Stepped) events.get(7);
    assertThat(last.step()).isEqualTo(6);
    assertThat(last.epoch()).isEqualTo(2);
    assertThat(last.gradientNorm()).isPositive();
    assertThat(last.rate()).isEqualTo(1e-3);
    assertThat(last.progress().total()).hasValue(6);
    assertThat(last.progress().secondsLeft()).hasValue(0);
    assertThat(((Stepped) events.get(1)).progress().secondsLeft().orElseThrow()).isPositive();
  }

  @Test
  void misuseIsSaid() {
    Trainer<Batch> trainer = Trainer.of(new TinyGru(4, 0), Loss.mse());
    assertThatThrownBy(() -> trainer.epochs(0)).hasMessage("epochs is at least 1, not 0");
    assertThatThrownBy(() -> trainer.clipNorm(Float.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> trainer.fit(Dataset.of(List.of()))).hasMessageContaining("empty");
    assertThatThrownBy(() -> trainer.fit(TinyGru.data(4, 1), Dataset.of(List.of())))
        .hasMessageContaining("validation data are empty");
    assertThatThrownBy(() -> trainer.fit(TinyGru.data(4, 1)))
        .hasMessageContaining("has trained already");
    assertThatThrownBy(() -> trainer.patience(1).fit(TinyGru.data(4, 1)))
        .hasMessageContaining("patience needs validation data");
    assertThatThrownBy(() -> trainer.plateau(Plateau.of(0.5, 1)).fit(TinyGru.data(4, 1)))
        .hasMessageContaining("a plateau needs validation data");
    assertThatThrownBy(() -> trainer.resume(TinyGru.data(4, 1), TinyGru.data(4, 1)))
        .hasMessageContaining("needs checkpoints");
  }
}
