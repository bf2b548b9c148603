package dev.sluice.tasks.series;

/// Days since 1970 and the Gregorian calendar, in whole numbers: what [java.time.LocalDate] says,
/// without an object for each day (Hinnant 2013, "chrono-compatible low-level date algorithms").
///
/// Years begin in March, so that the leap day is their last; an era is 400 of them, 146 097 days.
final class CivilDay {
  static final int SECONDS = 86_400;

  private static final int ERA = 146_097;
  private static final int MARCH_0000 = 719_468; // days from 0000-03-01 to 1970-01-01
  private static final int JANUARY = 306; // days from March to January

  private CivilDay() {}

  /// 1 … 366
  static int dayOfYear(long epochDay) {
    long day = epochDay + MARCH_0000;
    long era = Math.floorDiv(day, (long) ERA);
    int ofEra = (int) (day - era * ERA);
    int year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / (ERA - 1)) / 365;
    int ofYear = ofEra - (365 * year + year / 4 - year / 100); // from March, 0 … 365
    return ofYear >= JANUARY ? ofYear - JANUARY + 1 : ofYear + (isLeap(era * 400 + year) ? 61 : 60);
  }

  /// 0 for Monday … 6 for Sunday
  static int dayOfWeek(long epochDay) {
    return (int) Math.floorMod(epochDay + 3, 7L);
  }

  /// @param month months since the year 0
  /// @param day 1 … 31
  static long epochDay(long month, int day) {
    int ofYear = (int) Math.floorMod(month, 12L); // 0 for January
    int fromMarch = (ofYear + 10) % 12;
    long year = Math.floorDiv(month, 12L) - (ofYear < 2 ? 1 : 0);
    long era = Math.floorDiv(year, 400L);
    int yearOfEra = (int) (year - era * 400);
    int days = (153 * fromMarch + 2) / 5 + day - 1;
    return era * ERA + yearOfEra * 365L + yearOfEra / 4 - yearOfEra / 100 + days - MARCH_0000;
  }

  /// @param month months since the year 0
  static int lengthOfMonth(long month) {
    return switch ((int) Math.floorMod(month, 12L)) {
      case 1 -> isLeap(Math.floorDiv(month, 12L)) ? 29 : 28;
      case 3, 5, 8, 10 -> 30;
      default -> 31;
    };
  }

  private static boolean isLeap(long year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  }
}
