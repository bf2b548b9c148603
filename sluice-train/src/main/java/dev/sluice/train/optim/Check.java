package dev.sluice.train.optim;

/// Refuses settings out of range.
final class Check {
  private Check() {}

  static void rate(double rate) {
    if (!(rate >= 0) || rate == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("a learning rate is 0 or more, not " + rate);
    }
  }

  static void steps(long least, long steps) {
    if (steps < least) {
      throw new IllegalArgumentException(
          "a schedule takes at least " + least + " steps, not " + steps);
    }
  }

  static double inside(String name, double value, double below) {
    if (!(value >= 0 && value < below)) {
      throw new IllegalArgumentException(name + " lies in [0, " + below + "), not " + value);
    }
    return value;
  }

  static double positive(double epsilon) {
    if (!(epsilon > 0) || epsilon == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("epsilon is positive, not " + epsilon);
    }
    return epsilon;
  }
}
