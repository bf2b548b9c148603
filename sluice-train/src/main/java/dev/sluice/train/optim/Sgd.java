package dev.sluice.train.optim;

import java.util.List;

/// Stochastic gradient descent, with momentum if asked.
///
/// ```
/// v ← μ·v + g       w ← w − rate·(v + λ·w)                heavy ball
///                   w ← w − rate·(g + μ·v + λ·w)          Nesterov
/// ```
public final class Sgd extends Optimizer {
  private final double momentum;
  private final Momentum kind;

  private Sgd(Schedule schedule, double momentum, Momentum kind, WeightDecay decay) {
    super(schedule, momentum == 0 ? List.of() : List.of("velocity"), decay);
    this.momentum = momentum;
    this.kind = kind;
  }

  /// Plain descent at a constant rate.
  public static Sgd rate(double rate) {
    return rate(Schedule.constant(rate));
  }

  /// Plain descent at a rate by step.
  public static Sgd rate(Schedule schedule) {
    return new Sgd(schedule, 0, Momentum.HEAVY_BALL, WeightDecay.NONE);
  }

  /// A new optimiser with momentum μ.
  ///
  /// @param momentum in `[0, 1)`, 0.9 is usual
  public Sgd momentum(double momentum, Momentum kind) {
    return new Sgd(schedule(), Check.inside("momentum", momentum, 1), kind, weightDecay());
  }

  /// A new optimiser with decoupled weight decay λ.
  ///
  /// @param decay λ, 0 or more
  /// @param on which parameters
  public Sgd weightDecay(double decay, Decayed on) {
    return new Sgd(schedule(), momentum, kind, new WeightDecay(decay, on));
  }

  @Override
  protected void update(Update u, int from, int to) {
    float[] w = u.values();
    float[] g = u.gradients().array();
    int shift = u.gradients().offset();
    float rate = (float) u.rate();
    if (momentum == 0) {
      for (int i = from; i < to; i++) {
        w[i] -= rate * g[shift + i];
      }
      return;
    }
    float[] v = u.slots().getFirst();
    float mu = (float) momentum;
    // Nesterov's step is a mix of gradient and velocity, the heavy ball's the velocity alone.
    float direct = kind == Momentum.NESTEROV ? 1 : 0;
    float along = kind == Momentum.NESTEROV ? mu : 1;
    for (int i = from; i < to; i++) {
      float gi = g[shift + i];
      v[i] = mu * v[i] + gi;
      w[i] -= rate * (direct * gi + along * v[i]);
    }
  }

  @Override
  public String toString() {
    return "Sgd(rate %s, momentum %s %s, weight decay %s)"
        .formatted(schedule(), momentum, kind, weightDecay());
  }
}
