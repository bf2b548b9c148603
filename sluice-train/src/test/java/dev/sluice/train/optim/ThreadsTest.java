package dev.sluice.train.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.autodiff.Initializer;
import dev.sluice.core.autodiff.Parameter;
import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Shape;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Enough values that a step is shared out; what comes of it must not depend on the threads.
class ThreadsTest {
  private static final int SIZE = 70_001;
  private static final Initializer NORMAL =
      (values, shape, seed) -> {
        for (int i = 0; i < SIZE; i++) {
          values.set(i, seed.normal(i));
        }
      };

  private static Stream<Supplier<Optimizer>> optimizers() {
    return Stream.of(
        () -> Sgd.rate(0.01),
        () -> Sgd.rate(0.01).momentum(0.9, Momentum.NESTEROV),
        () -> RmsProp.rate(0.01),
        () -> Adam.rate(0.01).weightDecay(0.1));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void theirNumberChangesNoBit(Supplier<Optimizer> optimizer) {
    float[] alone = trained(optimizer.get(), 1);
    assertThat(trained(optimizer.get(), 2)).isEqualTo(alone);
    assertThat(trained(optimizer.get(), 5)).isEqualTo(alone);
  }

  /// Three steps on ½·Σ(w·c)², clipped.
  private static float[] trained(Optimizer optimizer, int threads) {
    Parameters parameters = Parameters.initialised(Seed.of(3));
    Parameter w = parameters.root().parameter("w", Shape.of(SIZE), NORMAL);
    Parameter c = parameters.root().parameter("c", Shape.of(SIZE), NORMAL);
    parameters.complete();
    try (Workspace workspace = Workspace.threads(threads)) {
      for (int step = 0; step < 3; step++) {
        try (Tape tape = workspace.record(Seed.of(step))) {
          var loss = tape.parameter(w).times(tape.parameter(c)).square().sum().scale(0.5f);
          optimizer.step(parameters, tape.backward(loss).clipNorm(1));
        }
      }
    }
    return parameters.values();
  }
}
