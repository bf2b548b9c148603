package dev.sluice.train.optim;

import java.util.List;

/// RMSProp (Hinton 2012, "Neural networks for machine learning", lecture 6e).
///
/// ```
/// s ← ρ·s + (1−ρ)·g²       w ← w − rate·( g/(√s + ε) + λ·w )
/// ```
public final class RmsProp extends Optimizer {
  private final double rho;
  private final double epsilon;

  private RmsProp(Schedule schedule, double rho, double epsilon, WeightDecay decay) {
    super(schedule, List.of("meanSquare"), decay);
    this.rho = rho;
    this.epsilon = epsilon;
  }

  /// At a constant rate, ρ 0.9, ε 1e-8.
  public static RmsProp rate(double rate) {
    return rate(Schedule.constant(rate));
  }

  /// At a rate by step.
  public static RmsProp rate(Schedule schedule) {
    return new RmsProp(schedule, 0.9, 1e-8, WeightDecay.NONE);
  }

  /// A new optimiser with another ρ.
  ///
  /// @param decay in `[0, 1)`
  public RmsProp decay(double decay) {
    return new RmsProp(schedule(), Check.inside("decay", decay, 1), epsilon, weightDecay());
  }

  /// A new optimiser with another ε.
  public RmsProp epsilon(double epsilon) {
    return new RmsProp(schedule(), rho, Check.positive(epsilon), weightDecay());
  }

  /// A new optimiser with decoupled weight decay λ (not to be confused with [#decay] of ρ).
  ///
  /// @param decay λ, 0 or more
  /// @param on which parameters
  public RmsProp weightDecay(double decay, Decayed on) {
    return new RmsProp(schedule(), rho, epsilon, new WeightDecay(decay, on));
  }

  @Override
  protected void update(Update u, int from, int to) {
    float[] w = u.values();
    float[] g = u.gradients().array();
    int shift = u.gradients().offset();
    float[] s = u.slots().getFirst();
    float rate = (float) u.rate();
    float keep = (float) rho;
    float rest = (float) (1 - rho);
    float eps = (float) epsilon;
    for (int i = from; i < to; i++) {
      float gi = g[shift + i];
      s[i] = keep * s[i] + rest * (gi * gi);
      w[i] -= rate * gi / ((float) Math.sqrt(s[i]) + eps);
    }
  }

  @Override
  public String toString() {
    return "RmsProp(rate %s, decay %s, epsilon %s, weight decay %s)"
        .formatted(schedule(), rho, epsilon, weightDecay());
  }
}
