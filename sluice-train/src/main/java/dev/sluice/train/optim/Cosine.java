package dev.sluice.train.optim;

/// See [Schedule#cosine].
record Cosine(double rate, long steps) implements Schedule {
  Cosine {
    Check.rate(rate);
    Check.steps(1, steps);
  }

  @Override
  public double at(long step) {
    return rate / 2 * (1 + StrictMath.cos(StrictMath.PI * Math.min(step, steps) / steps));
  }

  @Override
  public String toString() {
    return rate + " to 0 along half a cosine of " + steps + " steps";
  }
}
