package dev.sluice.train.optim;

/// See [Schedule#after].
record Delayed(Schedule schedule, long steps) implements Schedule {
  Delayed {
    Check.steps(0, steps);
  }

  @Override
  public double at(long step) {
    return schedule.at(Math.max(0, step - steps));
  }

  @Override
  public String toString() {
    return schedule + " after " + steps + " steps";
  }
}
