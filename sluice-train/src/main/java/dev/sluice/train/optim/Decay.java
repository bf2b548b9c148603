package dev.sluice.train.optim;

import java.util.Locale;

/// See [Schedule#exponential] and [Schedule#stepwise].
record Decay(double rate, double factor, long steps, Form form) implements Schedule {
  enum Form {
    SMOOTH,
    STAIRS
  }

  Decay {
    Check.rate(rate);
    Check.steps(1, steps);
    if (!(factor > 0 && factor <= 1)) {
      throw new IllegalArgumentException(
          "the factor of a falling rate lies in (0, 1], not " + factor);
    }
  }

  @Override
  public double at(long step) {
    double periods = form == Form.STAIRS ? step / steps : (double) step / steps;
    return rate * StrictMath.pow(factor, periods);
  }

  @Override
  public String toString() {
    return "%s, × %s per %d steps (%s)"
        .formatted(rate, factor, steps, form.name().toLowerCase(Locale.ROOT));
  }
}
