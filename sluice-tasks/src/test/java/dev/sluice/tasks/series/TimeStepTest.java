package dev.sluice.tasks.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeStepTest {
  @ParameterizedTest
  @CsvSource({
    "1s, 1s, 86400, 1 second, 2 seconds",
    "15min, 15min, 96, 1 step of 15min, 2 steps of 15min",
    "60min, 1h, 24, 1 hour, 2 hours",
    "3600s, 1h, 24, 1 hour, 2 hours",
    "24h, 1d, 7, 1 day, 2 days",
    "7d, 1w, 52, 1 week, 2 weeks",
    "90s, 90s, 960, 1 step of 90s, 2 steps of 90s",
    "1mo, 1mo, 12, 1 month, 2 months",
    "3mo, 3mo, 4, 1 step of 3mo, 2 steps of 3mo",
    "7h, 7h, 0, 1 step of 7h, 2 steps of 7h",
    "12mo, 12mo, 0, 1 step of 12mo, 2 steps of 12mo",
  })
  void equalDistancesAreEqualSteps(String text, String shown, int season, String one, String two) {
    TimeStep step = TimeStep.parse(text);
    assertThat(step).hasToString(shown).isEqualTo(TimeStep.parse(shown));
    assertThat(step.season().orElse(0)).isEqualTo(season);
    assertThat(step.times(1)).isEqualTo(one);
    assertThat(step.times(2)).isEqualTo(two);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1", "h", "0h", "-1h", "1H", "1 h", "1M", "1.5h", "9999999999s", "1y"})
  void anythingElseIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TimeStep.parse(text))
        .withMessageStartingWith("'" + text + "' is not a time step; write a number and s, min,");
  }

  @ParameterizedTest
  @CsvSource({
    "1h, 2016-02-28T23:00, 2, 2016-02-29T01:00",
    "15min, 2016-01-01T00:00, -1, 2015-12-31T23:45",
    "1d, 2015-02-28T12:00, 1, 2015-03-01T12:00",
    "1w, 2016-02-25T00:00, 1, 2016-03-03T00:00",
    "1mo, 2016-01-31T00:00, 1, 2016-02-29T00:00",
    "1mo, 2016-02-29T00:00, 1, 2016-03-31T00:00",
    "1mo, 2015-01-30T06:00, 1, 2015-02-28T06:00",
    "1mo, 2015-01-15T00:00, -13, 2013-12-15T00:00",
    "3mo, 1999-11-01T00:00, 2, 2000-05-01T00:00",
    "12mo, 2016-02-29T00:00, 1, 2017-02-28T00:00",
  })
  void stepsAreAddedByTheCalendar(String text, LocalDateTime time, int n, LocalDateTime expected) {
    TimeStep step = TimeStep.parse(text);
    assertThat(step.plus(time, n)).isEqualTo(expected);
    assertThat(step.position(expected) - step.position(time)).isEqualTo(n * step.stride());
  }

  @Test
  void anAxisCountsToTimesOnAndBetweenItsSteps() {
    var axis = new TimeAxis(LocalDateTime.of(2016, 7, 1, 0, 0), TimeStep.HOUR, 5);
    assertThat(axis.last()).isEqualTo("2016-07-01T04:00");
    assertThat(axis.index(axis.at(3))).isEqualTo(3);
    assertThat(axis.index(axis.at(3).plusMinutes(1))).isEqualTo(4);
    assertThat(axis.index(axis.at(3).minusMinutes(1))).isEqualTo(3);
    assertThat(axis.index(LocalDate.of(2016, 7, 2))).isEqualTo(24);
    assertThat(axis.index(LocalDate.of(2016, 6, 30))).isEqualTo(-24);
    assertThat(axis).hasToString("2016-07-01T00:00 to 2016-07-01T04:00");
    assertThat(TimeAxis.days(LocalDate.of(2016, 7, 1), 2)).hasToString("2016-07-01 to 2016-07-02");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TimeAxis(axis.first(), TimeStep.HOUR, 0))
        .withMessageContaining("at least 1 step");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TimeAxis(axis.first().plusNanos(1), TimeStep.HOUR, 1))
        .withMessageContaining("fraction of a second");
  }

  /// Every day of three centuries, and round about the eras of 400 years.
  @Test
  void civilDaysAreThoseOfTheLibrary() {
    for (int from : new int[] {-1, 1899, 1999}) {
      long first = LocalDate.of(from, 1, 1).toEpochDay();
      for (long day = first; day < first + 366 * 102; day++) {
        LocalDate date = LocalDate.ofEpochDay(day);
        long month = date.getYear() * 12L + date.getMonthValue() - 1;
        assertThat(CivilDay.dayOfYear(day)).isEqualTo(date.getDayOfYear());
        assertThat(CivilDay.dayOfWeek(day)).isEqualTo(date.getDayOfWeek().getValue() - 1);
        assertThat(CivilDay.epochDay(month, date.getDayOfMonth())).isEqualTo(day);
        assertThat(CivilDay.lengthOfMonth(month)).isEqualTo(date.lengthOfMonth());
      }
    }
  }

  @Test
  void aTableSaysWhatTheCalendarSays() {
    var calendar = new Calendar(2, 3, 4);
    var table = new CalendarTable(calendar);
    for (String text :
        new String[] {"2016-02-29T13:45", "2015-12-31T00:00", "2016-12-31T23:59:59"}) {
      LocalDateTime time = LocalDateTime.parse(text);
      float[] encoded = new float[calendar.size()];
      table.encode(time.toEpochSecond(ZoneOffset.UTC), encoded, 0);
      double[] values = calendar.at(time);
      for (int i = 0; i < encoded.length; i++) {
        assertThat(encoded[i])
            .as(text + " " + calendar.names().get(i))
            .isEqualTo((float) values[i]);
      }
    }
    double[] saturday = new Calendar(0, 1, 1).at(LocalDateTime.of(2016, 7, 2, 6, 0));
    assertThat(saturday[0]).isEqualTo(StrictMath.sin(2 * Math.PI * 5 / 7));
    assertThat(saturday[2]).isEqualTo(StrictMath.sin(Math.PI / 2));
  }

  @ParameterizedTest
  @CsvSource({
    "1d, 1461, 2, 3, 0",
    "1d, 20, 0, 3, 0",
    "1d, 13, 0, 0, 0",
    "1h, 17420, 0, 3, 4",
    "15min, 800, 0, 0, 4",
    "6h, 4000, 2, 3, 2",
    "12h, 4000, 2, 3, 0",
    "1w, 200, 2, 0, 0",
    "1mo, 240, 2, 0, 0",
    "6mo, 40, 0, 0, 0",
  })
  void theCalendarShowsWhatTheSeriesCan(String step, int length, int year, int week, int day) {
    assertThat(Calendar.suited(TimeStep.parse(step), length))
        .isEqualTo(new Calendar(year, week, day));
  }

  @Test
  void anOpenCalendarHasNoSize() {
    org.assertj.core.api.Assertions.assertThatIllegalStateException()
        .isThrownBy(Calendar.SUITED::size)
        .withMessageContaining("still to be chosen");
    assertThatIllegalArgumentException().isThrownBy(() -> new Calendar(0, -1, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Calendar(2, 3, 721))
        .withMessage(
            "harmonics of year, week and day: 2, 3, 721; at most 182, 3 and 720 can be told apart");
  }
}
