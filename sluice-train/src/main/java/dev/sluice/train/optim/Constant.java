package dev.sluice.train.optim;

/// See [Schedule#constant].
record Constant(double rate) implements Schedule {
  @Override
  public double at(long step) {
    return rate;
  }

  @Override
  public String toString() {
    return Double.toString(rate);
  }
}
