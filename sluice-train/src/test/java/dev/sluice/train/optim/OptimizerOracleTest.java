package dev.sluice.train.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.autodiff.Gradients;
import dev.sluice.core.autodiff.Initializer;
import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Twenty steps of every optimiser against its paper's equations in double.
class OptimizerOracleTest {
  private static final int SIZE = 37;
  private static final int STEPS = 20;

  /// One value under one optimiser, in double: the new value from the old, its gradient and t.
  private interface Rule {
    double next(double w, double g, int t);
  }

  /// A fresh rule per value, because rules remember.
  private interface Rules {
    Rule fresh();
  }

  private static final double RATE = 0.02;

  private static Rules sgd() {
    return () -> (w, g, t) -> w - RATE * g;
  }

  private static Rules momentum(double mu, Momentum kind) {
    return () ->
        new Rule() {
          private double v;

          @Override
          public double next(double w, double g, int t) {
            v = mu * v + g;
            return w - RATE * (kind == Momentum.NESTEROV ? g + mu * v : v);
          }
        };
  }

  /// Decoupled decay, which sees the old value.
  private static Rules decayed(Rules rules, double decay) {
    return () -> {
      Rule rule = rules.fresh();
      return (w, g, t) -> rule.next(w, g, t) - RATE * decay * w;
    };
  }

  private static Rules rmsProp(double rho, double epsilon) {
    return () ->
        new Rule() {
          private double s;

          @Override
          public double next(double w, double g, int t) {
            s = rho * s + (1 - rho) * g * g;
            return w - RATE * g / (Math.sqrt(s) + epsilon);
          }
        };
  }

  private static Rules adam(double b1, double b2, double epsilon, double decay) {
    return () ->
        new Rule() {
          private double m;
          private double v;

          @Override
          public double next(double w, double g, int t) {
            m = b1 * m + (1 - b1) * g;
            v = b2 * v + (1 - b2) * g * g;
            double mHat = m / (1 - Math.pow(b1, t));
            double vHat = v / (1 - Math.pow(b2, t));
            return w - RATE * (mHat / (Math.sqrt(vHat) + epsilon) + decay * w);
          }
        };
  }

  private static Stream<Arguments> optimizers() {
    return Stream.of(
        Arguments.of(Sgd.rate(RATE), sgd()),
        Arguments.of(
            Sgd.rate(RATE).momentum(0.9, Momentum.HEAVY_BALL), momentum(0.9, Momentum.HEAVY_BALL)),
        Arguments.of(
            Sgd.rate(RATE).momentum(0.8, Momentum.NESTEROV), momentum(0.8, Momentum.NESTEROV)),
        Arguments.of(Sgd.rate(RATE).weightDecay(0.1, Decayed.ALL), decayed(sgd(), 0.1)),
        Arguments.of(
            Sgd.rate(RATE).weightDecay(0.2, Decayed.ALL).momentum(0.8, Momentum.NESTEROV),
            decayed(momentum(0.8, Momentum.NESTEROV), 0.2)),
        Arguments.of(
            RmsProp.rate(RATE).weightDecay(0.3, Decayed.ALL).decay(0.95).epsilon(1e-6),
            decayed(rmsProp(0.95, 1e-6), 0.3)),
        Arguments.of(RmsProp.rate(RATE).decay(0.95).epsilon(1e-6), rmsProp(0.95, 1e-6)),
        Arguments.of(Adam.rate(RATE), adam(0.9, 0.999, 1e-8, 0)),
        Arguments.of(Adam.rate(RATE).betas(0.8, 0.99).epsilon(1e-4), adam(0.8, 0.99, 1e-4, 0)),
        Arguments.of(Adam.rate(RATE).weightDecay(0.1), adam(0.9, 0.999, 1e-8, 0.1)));
  }

  private static Parameters parameters() {
    Parameters parameters = Parameters.initialised(Seed.of(0));
    parameters
        .root()
        .parameter(
            "w",
            Shape.of(SIZE),
            (values, shape, seed) -> {
              for (int i = 0; i < SIZE; i++) {
                values.set(i, seed.normal(i));
              }
            });
    return parameters.complete();
  }

  private static float gradient(int i, int t) {
    return Seed.of(t).normal(i) * (i % 5 == 0 ? 1e-3f : 1) + 0.3f;
  }

  private static Gradients gradients(Parameters parameters, int t) {
    float[] values = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      values[i] = gradient(i, t);
    }
    return Gradients.of(parameters, values);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("optimizers")
  void twentyStepsFollowThePaper(Optimizer optimizer, Rules rules) {
    Parameters parameters = parameters();
    float[] start = parameters.values().clone();
    for (int t = 1; t <= STEPS; t++) {
      optimizer.step(parameters, gradients(parameters, t));
    }
    for (int i = 0; i < SIZE; i++) {
      Rule rule = rules.fresh();
      double w = start[i];
      for (int t = 1; t <= STEPS; t++) {
        w = rule.next(w, gradient(i, t), t);
      }
      // One rounding of w per step, and a few of the step, which is smaller.
      assertThat(Math.abs(parameters.values()[i] - w)).isLessThan(STEPS * 2e-7 * (1 + Math.abs(w)));
    }
    assertThat(optimizer.steps()).isEqualTo(STEPS);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("optimizers")
  void aRestoredStateGoesOnToTheBit(Optimizer optimizer, Rules rules) {
    Parameters parameters = parameters();
    for (int t = 1; t <= 7; t++) {
      optimizer.step(parameters, gradients(parameters, t));
    }
    OptimizerState state = optimizer.state();
    float[] values = parameters.values().clone();
    OptimizerState kept =
        new OptimizerState(
            state.steps(),
            state.slots().entrySet().stream()
                .collect(
                    Collectors.toMap(
                        e -> e.getKey(),
                        e -> e.getValue().clone(),
                        (a, b) -> a,
                        LinkedHashMap::new)));
    for (int t = 8; t <= STEPS; t++) {
      optimizer.step(parameters, gradients(parameters, t));
    }
    float[] uninterrupted = parameters.values().clone();
    parameters.set(values);
    optimizer.restore(kept);
    for (int t = 8; t <= STEPS; t++) {
      optimizer.step(parameters, gradients(parameters, t));
    }
    assertThat(parameters.values()).isEqualTo(uninterrupted);
  }

  @Test
  void theRateFollowsTheSchedule() {
    Parameters parameters = parameters();
    float before = parameters.values()[3];
    Optimizer optimizer = Sgd.rate(step -> step == 0 ? 0 : 0.5);
    optimizer.step(parameters, gradients(parameters, 1));
    assertThat(parameters.values()[3]).isEqualTo(before);
    assertThat(optimizer.rate()).isEqualTo(0.5);
    optimizer.step(parameters, gradients(parameters, 1));
    assertThat(parameters.values()[3]).isEqualTo(before - 0.5f * gradient(3, 1));
  }

  @Test
  void aScaleMultipliesRateAndDecay() {
    Parameters parameters = parameters();
    Sgd sgd = Sgd.rate(0.5).weightDecay(0.25, Decayed.ALL);
    float before = parameters.values()[3];
    sgd.step(parameters, gradients(parameters, 1), 0.5);
    float shrunk = before - 0.0625f * before;
    assertThat(parameters.values()[3]).isEqualTo(shrunk - 0.25f * gradient(3, 1));
  }

  @Test
  void decayMaySpareWhatIsNoMatrix() {
    Parameters parameters = Parameters.initialised(Seed.of(0));
    Initializer ones = (values, shape, seed) -> values.fill(1);
    parameters.root().parameter("bias", Shape.of(3), ones);
    parameters.root().parameter("weight", Shape.of(2, 3), ones);
    parameters.root().parameter("gain", Shape.of(4), ones);
    Gradients none = Gradients.of(parameters, new float[13]);
    Sgd.rate(0.5).weightDecay(0.5, Decayed.MATRICES).step(parameters, none);
    assertThat(parameters.get("bias").values().toArray()).containsOnly(1);
    assertThat(parameters.get("gain").values().toArray()).containsOnly(1);
    assertThat(parameters.get("weight").values().toArray()).containsOnly(0.75f);
  }

  @Test
  void restingMomentsBecomeZeroAndNotDenormal() {
    Parameters parameters = parameters();
    Adam adam = Adam.rate(1e-3);
    adam.step(parameters, gradients(parameters, 1));
    for (int t = 0; t < 1000; t++) {
      adam.step(parameters, Gradients.of(parameters, new float[SIZE]));
    }
    assertThat(adam.state().slots().get("mean")).containsOnly(0);
  }

  @Test
  void misuseIsSaid() {
    Parameters parameters = parameters();
    Parameters other = parameters();
    Adam adam = Adam.rate(1e-3);
    assertThatThrownBy(() -> adam.step(parameters, gradients(other, 1)))
        .hasMessageContaining("another network");
    Parameters frozen = parameters.freeze();
    frozen.root().parameter("w", Shape.of(SIZE), (values, shape, seed) -> {});
    assertThatThrownBy(() -> adam.step(frozen, gradients(frozen, 1)))
        .hasMessageContaining("frozen");
    RmsProp rms = RmsProp.rate(1e-3);
    rms.step(parameters, gradients(parameters, 1));
    assertThatThrownBy(() -> adam.restore(rms.state())).hasMessageContaining("[meanSquare]");
    assertThatThrownBy(() -> Adam.rate(-1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> Adam.rate(1).betas(1, 0.9)).hasMessageContaining("beta1");
    assertThatThrownBy(() -> Adam.rate(1).epsilon(0)).hasMessageContaining("epsilon");
    assertThatThrownBy(() -> Sgd.rate(1).momentum(1, Momentum.NESTEROV))
        .hasMessageContaining("momentum");
    assertThatThrownBy(() -> Adam.rate(1).weightDecay(-0.1)).hasMessageContaining("decay");
  }
}
