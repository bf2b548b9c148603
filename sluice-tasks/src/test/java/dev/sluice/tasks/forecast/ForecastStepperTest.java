package dev.sluice.tasks.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.core.stream.State;
import dev.sluice.core.stream.StreamingMode;
import dev.sluice.tasks.series.Group;
import dev.sluice.tasks.series.Weather;
import dev.sluice.tasks.series.Windows;
import java.lang.management.ManagementFactory;
import java.time.LocalDateTime;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Raw days in, forecasts out: what a stream says is what the whole says.
class ForecastStepperTest {
  private static final Group CITY = Weather.SERIES.groups().get(1);
  private static final String NAME = CITY.name();

  private static double[] row(int day) {
    return new double[] {
      CITY.value(Weather.SERIES.column("temp_max"), day),
      CITY.value(Weather.SERIES.column("wind"), day)
    };
  }

  private static double[][] rows(int from, int to) {
    double[][] rows = new double[to - from][];
    for (int day = from; day < to; day++) {
      rows[day - from] = row(day);
    }
    return rows;
  }

  private static LocalDateTime date(int day) {
    return CITY.axis().at(day);
  }

  /// Over the end of the leap year 2012, from the first day on, when the window is not yet full.
  @ParameterizedTest
  @EnumSource
  void everyStepEqualsThePrediction(StreamingMode mode) {
    ForecastModel model = Models.gru(mode);
    ForecastStepper stepper = model.stepper();
    State state = stepper.zeroState();
    int first = 340;
    for (int day = first; day < first + 40; day++) {
      Forecast streamed = stepper.next(NAME, date(day), row(day), state);
      Forecast whole = model.predict(NAME, date(first), rows(first, day + 1));
      assertThat(streamed).isEqualTo(whole);
      if (mode == StreamingMode.SLIDING) {
        int from = Math.max(first, day + 1 - model.window().context());
        assertThat(streamed).isEqualTo(model.predict(NAME, date(from), rows(from, day + 1)));
      }
    }
  }

  @Test
  void aFullWindowIsForecastThatWay() {
    ForecastModel model = Models.gru(StreamingMode.SLIDING);
    Windows windows =
        Weather.SERIES.windows(Models.WINDOW).ofGroup(NAME).within(date(100), date(130));
    ForecastStepper stepper = model.stepper();
    State state = stepper.zeroState();
    for (int day = windows.originIndex(0) - 9; day < windows.originIndex(0); day++) {
      stepper.next(NAME, date(day), row(day), state);
    }
    for (String target : Models.WINDOW.targets()) {
      Forecasts forecasts = model.forecast(windows, target);
      State own = state.copy();
      for (int i = 0; i < windows.size(); i++) {
        int day = windows.originIndex(i);
        Forecast streamed = stepper.next(NAME, date(day), row(day), own);
        for (int ahead = 1; ahead <= 3; ahead++) {
          assertThat(streamed.of(target, ahead))
              .containsExactly(
                  forecasts.lower(i, ahead), forecasts.point(i, ahead), forecasts.upper(i, ahead));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStateMovesAsBytes(StreamingMode mode) {
    ForecastModel model = Models.gru(mode);
    ForecastStepper stepper = model.stepper();
    State state = stepper.zeroState();
    stepper.next(NAME, date(0), row(0), state);
    State moved = model.stepper().state(state.toBytes());
    assertThat(model.stepper().next(NAME, date(1), row(1), moved))
        .isEqualTo(stepper.next(NAME, date(1), row(1), state));
    ForecastModel other =
        Models.gru(mode == StreamingMode.SLIDING ? StreamingMode.CARRIED : StreamingMode.SLIDING);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> other.stepper().next(NAME, date(2), row(2), state))
        .withMessageContaining("another model");
  }

  @ParameterizedTest
  @EnumSource
  void whatDoesNotFollowIsRefusedAndChangesNothing(StreamingMode mode) {
    ForecastModel model = Models.gru(mode);
    ForecastStepper stepper = model.stepper();
    State state = stepper.zeroState();
    stepper.next(NAME, date(5), row(5), state);
    byte[] before = state.toBytes();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stepper.next(NAME, date(7), row(7), state))
        .withMessageContaining("2012-01-08 does not follow 2012-01-06");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stepper.next(NAME, date(5), row(5), state))
        .withMessageContaining("2012-01-06 does not follow 2012-01-06");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stepper.next("Seattle", date(6), row(6), state))
        .withMessageContaining("group New York, the event to Seattle");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stepper.next("Paris", date(6), row(6), state))
        .withMessageContaining("Paris was not in training");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stepper.next(NAME, date(6), new double[] {1, Double.NaN}, state))
        .withMessageContaining("wind is NaN on 2012-01-07");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stepper.next(NAME, date(6), new double[] {1e300, 1}, state))
        .withMessageContaining("Infinity");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stepper.next(NAME, date(6), new double[1], state))
        .withMessageContaining("1 values for 2 inputs");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stepper.step(NAME, date(6), row(6), state, new double[3]))
        .withMessageContaining("an answer 18");
    assertThat(state.toBytes()).isEqualTo(before);
  }

  /// The least of several rounds: what a step allocates shows in each of them, what the virtual
  /// machine does now and then (going back from compiled code) does not.
  @ParameterizedTest
  @EnumSource
  void aStepAllocatesNothing(StreamingMode mode) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    ForecastStepper stepper = Models.gru(mode).stepper();
    State state = stepper.zeroState();
    double[] out = new double[stepper.outputSize()];
    double[] values = row(3);
    LocalDateTime[] dates = new LocalDateTime[30_000];
    Arrays.setAll(dates, ForecastStepperTest::date);
    long least = Long.MAX_VALUE;
    for (int from = 0; from < dates.length; from += 1000) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int day = from; day < from + 1000; day++) {
        stepper.step(NAME, dates[day], values, state, out);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).isZero();
  }
}
