package dev.sluice.train.optim;

/// See [Schedule#warmUp].
record WarmUp(Schedule schedule, long steps) implements Schedule {
  WarmUp {
    Check.steps(1, steps);
  }

  @Override
  public double at(long step) {
    double rate = schedule.at(step);
    return step + 1 < steps ? rate * (step + 1) / steps : rate;
  }

  @Override
  public String toString() {
    return schedule + ", warmed up over " + steps + " steps";
  }
}
