package dev.sluice.tasks.forecast;

import java.time.LocalDate;

/// The place in the year as numbers that are known for every future day.
///
/// ```
/// sin(2πk·d/365.25), cos(2πk·d/365.25)     k = 1 … count, d = day of the year from 1
/// ```
///
/// `StrictMath`, so the bits are equal on every machine.
///
/// @param count how many harmonics, 0 or more
public record YearlyHarmonics(int count) {
  private static final double DAYS = 365.25;

  /// @throws IllegalArgumentException if `count` is negative
  public YearlyHarmonics {
    if (count < 0) {
      throw new IllegalArgumentException(
          "harmonics: " + count + " is negative; 0 switches them off");
    }
  }

  /// The number of values per day: 2·count.
  public int size() {
    return 2 * count;
  }

  /// The values of a day: `[2·count]`, sine before cosine, k rising, each in [−1, 1].
  public double[] at(LocalDate date) {
    return at(date.getDayOfYear());
  }

  double[] at(int dayOfYear) {
    double[] values = new double[size()];
    for (int k = 1; k <= count; k++) {
      double angle = 2 * StrictMath.PI * k * dayOfYear / DAYS;
      values[2 * k - 2] = StrictMath.sin(angle);
      values[2 * k - 1] = StrictMath.cos(angle);
    }
    return values;
  }
}
