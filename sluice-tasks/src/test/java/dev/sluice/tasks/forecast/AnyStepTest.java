package dev.sluice.tasks.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.core.model.Overwrite;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.stream.State;
import dev.sluice.core.stream.StreamingMode;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.series.Calendar;
import dev.sluice.tasks.series.FeatureEncoder;
import dev.sluice.tasks.series.Group;
import dev.sluice.tasks.series.GroupCoding;
import dev.sluice.tasks.series.Series;
import dev.sluice.tasks.series.TimeAxis;
import dev.sluice.tasks.series.TimeStep;
import dev.sluice.tasks.series.Window;
import dev.sluice.tasks.series.Windows;
import dev.sluice.train.loop.Trainer;
import dev.sluice.train.optim.Adam;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Seconds to months, two targets, a column whose future is known: what a loaded model streams is
/// what it predicts, and what it forecasts in windows.
class AnyStepTest {
  private static final int LENGTH = 60;
  private static final int CONTEXT = 7;
  private static final int HORIZON = 3;

  @TempDir private Path directory;

  static Stream<Arguments> cases() {
    return Stream.of("30s", "15min", "1h", "1d", "1mo", "3mo")
        .flatMap(
            step -> Arrays.stream(StreamingMode.values()).map(mode -> Arguments.of(step, mode)));
  }

  /// Around the end of a leap February, the last days of months where the step is months.
  private static Series series(TimeStep step) {
    LocalDateTime middle = LocalDateTime.of(2016, 2, 29, 0, 0);
    var axis = new TimeAxis(step.plus(middle, -LENGTH / 2), step, LENGTH);
    double[][] columns = new double[3][LENGTH];
    for (int t = 0; t < LENGTH; t++) {
      columns[0][t] = 5 * Math.sin(t * 0.7) + t * 0.1;
      columns[1][t] = 20 + 3 * Math.cos(t * 1.3);
      columns[2][t] = t * t % 11;
    }
    return Series.of(List.of("x", "y", "plan"), List.of(Group.of("a", axis, columns)));
  }

  private static ForecastModel model(Series series, StreamingMode mode) {
    Window window =
        Window.of(CONTEXT, HORIZON)
            .target("x", "y")
            .inputs("y", "x")
            .known("plan")
            .calendar(new Calendar(1, 2, 3))
            .groups(GroupCoding.ONE_HOT);
    Windows windows = series.windows(window);
    FeatureEncoder encoder = FeatureEncoder.fit(series, windows.window());
    var spec =
        ForecastSpec.of(encoder, GruSpec.of(encoder.inputSize(), 4))
            .straightSteps(5)
            .streaming(mode);
    Forecaster network = Forecaster.create(spec, Seed.of(3));
    Trainer.of(network)
        .optimizer(Adam.rate(1e-2))
        .epochs(2)
        .batchSize(16)
        .fit(network.data(windows));
    return network.freeze();
  }

  private static double[] event(Group group, int t) {
    double[] event = new double[2 + HORIZON];
    event[0] = group.value(1, t);
    event[1] = group.value(0, t);
    for (int h = 0; h < HORIZON; h++) {
      event[2 + h] = group.value(2, t + 1 + h);
    }
    return event;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void streamedPredictedAndForecastAreTheSame(String text, StreamingMode mode) {
    TimeStep step = TimeStep.parse(text);
    Series series = series(step);
    Group group = series.groups().getFirst();
    ForecastModel made = model(series, mode);
    made.save(directory.resolve("model"), Overwrite.REFUSE);
    ForecastModel model = ForecastModel.load(directory.resolve("model"));
    assertThat(model.spec().encoder().step()).isEqualTo(step);
    assertThat(model.fingerprint()).isEqualTo(made.fingerprint());

    ForecastStepper stepper = model.stepper();
    State state = stepper.zeroState();
    int first = 20;
    double[][] events = new double[25][];
    for (int i = 0; i < events.length; i++) {
      events[i] = event(group, first + i);
      LocalDateTime time = group.axis().at(first + i);
      Forecast streamed = stepper.next("a", time, events[i], state);
      double[][] prefix = Arrays.copyOf(events, i + 1);
      assertThat(streamed).isEqualTo(model.predict("a", group.axis().at(first), prefix));
      assertThat(streamed.time(3)).isEqualTo(group.axis().at(first + i + 3));
    }
    assertWindowsSayTheSame(model, series, first);
    refusesWhatDoesNotFollow(stepper, group, first + events.length, state);
  }

  /// A state begun with a window's context is that window.
  private static void assertWindowsSayTheSame(ForecastModel model, Series series, int origin) {
    Group group = series.groups().getFirst();
    Windows windows = series.windows(model.window());
    int index = origin - (CONTEXT - 1);
    assertThat(windows.originIndex(index)).isEqualTo(origin);
    ForecastStepper stepper = model.stepper();
    State state = stepper.zeroState();
    Forecast last = null;
    for (int t = index; t <= origin; t++) {
      last = stepper.next("a", group.axis().at(t), event(group, t), state);
    }
    for (String target : List.of("x", "y")) {
      Forecasts forecasts = model.forecast(windows, target);
      for (int ahead = 1; ahead <= HORIZON; ahead++) {
        assertThat(last.of(target, ahead))
            .containsExactly(
                forecasts.lower(index, ahead),
                forecasts.point(index, ahead),
                forecasts.upper(index, ahead));
      }
    }
  }

  private static void refusesWhatDoesNotFollow(
      ForecastStepper stepper, Group group, int next, State state) {
    byte[] before = state.toBytes();
    LocalDateTime skipped = group.axis().at(next + 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stepper.next("a", skipped, event(group, next + 1), state))
        .withMessageContaining("does not follow")
        .withMessageContaining("at a step of " + group.axis().step());
    LocalDateTime time = group.axis().at(next);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stepper.next("a", time, new double[2], state))
        .withMessageContaining("expected 5: the inputs [y, x], then for each of the next");
    double[] hole = event(group, next);
    hole[4] = Double.NaN;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stepper.next("a", time, hole, state))
        .withMessageContaining("plan is NaN on");
    assertThat(state.toBytes()).isEqualTo(before);
  }

  /// The end of the file, with what is known of the steps behind it.
  @ParameterizedTest
  @MethodSource("cases")
  void theLatestForecastIsThatOfTheStream(String text, StreamingMode mode) {
    Series whole = series(TimeStep.parse(text));
    ForecastModel model = model(whole, mode);
    Group group = whole.groups().getFirst();
    int origin = LENGTH - 1 - HORIZON;
    double[][] columns = new double[3][LENGTH];
    for (int c = 0; c < 3; c++) {
      for (int t = 0; t < LENGTH; t++) {
        columns[c][t] = c < 2 && t > origin ? Double.NaN : group.value(c, t);
      }
    }
    Series cut = Series.of(whole.columns(), List.of(Group.withMissing("a", group.axis(), columns)));
    Forecasts latest = model.forecast(cut.latest(model.window()), "y");
    ForecastStepper stepper = model.stepper();
    State state = stepper.zeroState();
    Forecast last = null;
    for (int t = origin - CONTEXT + 1; t <= origin; t++) {
      last = stepper.next("a", group.axis().at(t), event(group, t), state);
    }
    for (int ahead = 1; ahead <= HORIZON; ahead++) {
      assertThat(last.of("y", ahead)[1]).isEqualTo(latest.point(0, ahead));
    }
  }
}
