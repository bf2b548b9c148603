package dev.sluice.train.optim;

/// See [Schedule#constant].
record Constant(double rate) implements Schedule {
  Constant {
    Check.rate(rate);
  }

  @Override
  public double at(long step) {
    return rate;
  }

  @Override
  public String toString() {
    return Double.toString(rate);
  }
}
