package dev.sluice.train.optim;

/// The learning rate as a function of the step alone, so that resuming needs nothing but a counter.
///
/// ```java
/// Schedule.cosine(3e-3, epochs * steps).warmUp(100)      // steps: batches per epoch
/// Schedule.stepwise(1e-3, 0.8, steps).after(2 * steps)   // × 0.8 an epoch, the fourth the first
/// ```
///
/// A rate that looks at the validation loss is [Plateau].
@FunctionalInterface
public interface Schedule {
  /// The rate of step `step`, counted from 0.
  double at(long step);

  /// The same rate for every step.
  ///
  /// @param rate 0 or more
  static Schedule constant(double rate) {
    return new Constant(rate);
  }

  /// From `rate` to 0 along half a cosine, then 0 (Loshchilov and Hutter 2016, arXiv 1608.03983):
  /// `rate/2·(1 + cos(π·step/steps))`.
  ///
  /// @param rate 0 or more
  /// @param steps at least 1
  static Schedule cosine(double rate, long steps) {
    return new Cosine(rate, steps);
  }

  /// A little less at every step: `rate·factor^(step/steps)`.
  ///
  /// @param rate 0 or more
  /// @param factor by which the rate is multiplied over `steps` steps, in `(0, 1]`
  /// @param steps at least 1
  static Schedule exponential(double rate, double factor, long steps) {
    return new Decay(rate, factor, steps, Decay.Form.SMOOTH);
  }

  /// The same rate for `steps` steps, then `factor` times that for as many, and so on:
  /// `rate·factor^⌊step/steps⌋`.
  ///
  /// @param rate 0 or more
  /// @param factor in `(0, 1]`
  /// @param steps at least 1
  static Schedule stepwise(double rate, double factor, long steps) {
    return new Decay(rate, factor, steps, Decay.Form.STAIRS);
  }

  /// This schedule's first rate for `steps` steps, then this schedule from its beginning.
  ///
  /// @param steps 0 or more
  default Schedule after(long steps) {
    return new Delayed(this, steps);
  }

  /// This schedule times `(step + 1)/steps` in the first `steps` steps: a linear rise (Goyal et al.
  /// 2017, arXiv 1706.02677). Afterwards the schedule is where it would be without it.
  ///
  /// @param steps at least 1
  default Schedule warmUp(long steps) {
    return new WarmUp(this, steps);
  }
}
