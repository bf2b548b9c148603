package dev.sluice.train.optim;

/// The learning rate as a function of the step alone, so that resuming needs nothing but a counter.
@FunctionalInterface
public interface Schedule {
  /// The rate of step `step`, counted from 0.
  double at(long step);

  /// The same rate for every step.
  ///
  /// @param rate 0 or more
  static Schedule constant(double rate) {
    if (!(rate >= 0) || rate == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("a learning rate is 0 or more, not " + rate);
    }
    return new Constant(rate);
  }
}
