package dev.sluice.tasks.series;

/// A [Calendar]'s values, computed once: every day of a year and of a week, every minute of a day.
/// Service takes times of whole minutes without allocating.
final class CalendarTable {
  private static final int MINUTES = 1440;

  private final Calendar calendar;
  private final float[][] year; // [day of the year][2·year]; [0] is empty
  private final float[][] week; // [day of the week][2·week]
  private final float[][] day; // [minute][2·day]

  /// Writes the values of one place of a cycle.
  private interface Cycle {
    void at(int place, double[] out, int offset);
  }

  CalendarTable(Calendar calendar) {
    this.calendar = calendar;
    year = table(367, 1, calendar.year(), calendar::ofYear);
    week = table(7, 1, calendar.week(), calendar::ofWeek);
    day = table(MINUTES, 60, calendar.day(), calendar::ofDay);
  }

  private static float[][] table(int places, int width, int harmonics, Cycle cycle) {
    float[][] table = new float[places][2 * harmonics];
    double[] values = new double[2 * harmonics];
    for (int place = 0; place < places; place++) {
      cycle.at(place * width, values, 0);
      write(values, table[place], 0);
    }
    return table;
  }

  private static void write(double[] values, float[] out, int offset) {
    for (int i = 0; i < values.length; i++) {
      out[offset + i] = (float) values[i];
    }
  }

  /// Writes the values of a second since 1970.
  void encode(long second, float[] out, int offset) {
    long epochDay = Math.floorDiv(second, (long) CivilDay.SECONDS);
    float[] ofYear = year[CivilDay.dayOfYear(epochDay)];
    float[] ofWeek = week[CivilDay.dayOfWeek(epochDay)];
    System.arraycopy(ofYear, 0, out, offset, ofYear.length);
    System.arraycopy(ofWeek, 0, out, offset + ofYear.length, ofWeek.length);
    int ofDay = (int) Math.floorMod(second, (long) CivilDay.SECONDS);
    int at = offset + ofYear.length + ofWeek.length;
    if (ofDay % 60 == 0) {
      System.arraycopy(day[ofDay / 60], 0, out, at, 2 * calendar.day());
    } else {
      double[] values = new double[2 * calendar.day()];
      calendar.ofDay(ofDay, values, 0);
      write(values, out, at);
    }
  }
}
