package dev.sluice.train.optim;

import dev.sluice.kernel.AdamRates;
import dev.sluice.kernel.KernelChoice;
import java.util.List;

/// Adam (Kingma and Ba 2014, arXiv 1412.6980) and, with weight decay, AdamW (Loshchilov and Hutter
/// 2017, arXiv 1711.05101).
///
/// ```
/// m ← β₁·m + (1−β₁)·g       v ← β₂·v + (1−β₂)·g²
/// w ← w − rate·( m/(1−β₁ᵗ) / (√(v/(1−β₂ᵗ)) + ε) + λ·w )
/// ```
///
/// λ acts on the weights, not through the gradient, and moves with the schedule.
public final class Adam extends Optimizer {
  private record Setting(double beta1, double beta2, double epsilon, WeightDecay decay) {}

  private final Setting setting;

  private Adam(Schedule schedule, Setting setting) {
    super(schedule, List.of("mean", "meanSquare"), setting.decay);
    this.setting = setting;
  }

  /// At a constant rate, with the paper's β₁ 0.9, β₂ 0.999, ε 1e-8.
  public static Adam rate(double rate) {
    return rate(Schedule.constant(rate));
  }

  /// At a rate by step.
  public static Adam rate(Schedule schedule) {
    return new Adam(schedule, new Setting(0.9, 0.999, 1e-8, WeightDecay.NONE));
  }

  /// A new optimiser with other decay rates of the moments.
  ///
  /// @param beta1 in `[0, 1)`
  /// @param beta2 in `[0, 1)`
  public Adam betas(double beta1, double beta2) {
    return with(
        new Setting(
            Check.inside("beta1", beta1, 1),
            Check.inside("beta2", beta2, 1),
            setting.epsilon,
            setting.decay));
  }

  /// A new optimiser with another ε.
  public Adam epsilon(double epsilon) {
    return with(new Setting(setting.beta1, setting.beta2, Check.positive(epsilon), setting.decay));
  }

  /// AdamW: a new optimiser with decoupled weight decay λ on all parameters.
  ///
  /// @param decay λ, 0 or more; 0.01 is usual
  public Adam weightDecay(double decay) {
    return weightDecay(decay, Decayed.ALL);
  }

  /// AdamW: a new optimiser with decoupled weight decay λ.
  ///
  /// @param decay λ, 0 or more; 0.01 is usual
  /// @param on which parameters
  public Adam weightDecay(double decay, Decayed on) {
    return with(
        new Setting(setting.beta1, setting.beta2, setting.epsilon, new WeightDecay(decay, on)));
  }

  private Adam with(Setting other) {
    return new Adam(schedule(), other);
  }

  @Override
  protected void update(Update u, int from, int to) {
    float[] w = u.values();
    float[] g = u.gradients().array();
    int shift = u.gradients().offset();
    float[] m = u.slots().get(0);
    float[] v = u.slots().get(1);
    // StrictMath: the platform's pow may differ between interpreter and compiler.
    double first = 1 - StrictMath.pow(setting.beta1, u.step());
    double second = 1 - StrictMath.pow(setting.beta2, u.step());
    AdamRates rates =
        new AdamRates(
            (float) setting.beta1,
            (float) (1 - setting.beta1),
            (float) setting.beta2,
            (float) (1 - setting.beta2),
            (float) (u.rate() / first),
            (float) (1 / Math.sqrt(second)),
            (float) setting.epsilon);
    KernelChoice.current()
        .kernels()
        .adam(rates, to - from, w, from, g, shift + from, m, from, v, from);
  }

  @Override
  public String toString() {
    return "%s(rate %s, betas %s %s, epsilon %s, decay %s)"
        .formatted(
            setting.decay.lambda() == 0 ? "Adam" : "AdamW",
            schedule(),
            setting.beta1,
            setting.beta2,
            setting.epsilon,
            setting.decay);
  }
}
