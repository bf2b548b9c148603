package dev.sluice.core.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.InitialState;
import dev.sluice.core.nn.LstmSpec;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.nn.RnnSpec;
import dev.sluice.core.tensor.Seq;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Streaming answers what prediction answers; bad events get one clear sentence.
class StepperTest {
  private static final int FEATURES = 4;

  static Stream<RecurrentSpec<?>> specs() {
    return Stream.of(
        GruSpec.of(FEATURES, 5).layers(2).initialState(InitialState.LEARNED),
        GruSpec.pytorch(FEATURES, 5).layers(3),
        GruSpec.of(FEATURES, 5).layerNorm(),
        GruSpec.of(FEATURES, 1),
        GruSpec.pytorch(FEATURES, 5).zoneout(0.1),
        LstmSpec.of(FEATURES, 5).layers(2),
        RnnSpec.of(FEATURES, 5));
  }

  private static float[][] events(int stream, int count) {
    float[][] events = new float[count][];
    Arrays.setAll(events, t -> Streams.event(stream, t, FEATURES));
    return events;
  }

  private static float[][] predict(Recurrent stack, float[][] events) {
    try (Tape tape = Tape.inference()) {
      return stack.forward(tape.seq(Seq.of(new float[][][] {events}, FEATURES))).copy().sequence(0);
    }
  }

  @ParameterizedTest
  @MethodSource("specs")
  void carriedAnswersArePredictionsOnTheWholePrefix(RecurrentSpec<?> spec) {
    Stepper stepper = Streams.stepper(spec);
    State state = stepper.zeroState();
    float[][] events = events(1, 12);
    float[][] expected = predict(Streams.stack(spec), events);
    float[] out = new float[stepper.outputSize()];
    for (int t = 0; t < events.length; t++) {
      Stepper.Answer value = stepper.next(events[t], state);
      stepper.step(events[t], state, out);
      assertThat(out).as("step %d", t).isEqualTo(expected[t]);
      assertThat(value.output().toArray()).isEqualTo(out);
      assertThat(value.state().values()).isEqualTo(state.values());
    }
  }

  @Test
  void slidingAnswersArePredictionsOnTheWindow() {
    Recurrent stack = Streams.stack(GruSpec.of(FEATURES, 5));
    SlidingStepper stepper =
        new SlidingStepper(
            7,
            new SlidingStepper.Sizes(FEATURES, 5),
            4,
            (window, steps, out, at) -> {
              float[][] events = new float[steps][];
              Arrays.setAll(
                  events, t -> Arrays.copyOfRange(window, t * FEATURES, (t + 1) * FEATURES));
              System.arraycopy(predict(stack, events)[steps - 1], 0, out, at, 5);
            });
    State state = stepper.zeroState(2);
    float[] out = new float[10];
    float[][] first = events(1, 15);
    float[][] second = events(2, 15);
    for (int t = 0; t < 15; t++) {
      float[] both = Arrays.copyOf(first[t], 2 * FEATURES);
      System.arraycopy(second[t], 0, both, FEATURES, FEATURES);
      stepper.step(both, state, out);
      int from = Math.max(0, t - 3);
      assertThat(Arrays.copyOf(out, 5))
          .as("step %d", t)
          .isEqualTo(predict(stack, Arrays.copyOfRange(first, from, t + 1))[t - from]);
      assertThat(Arrays.copyOfRange(out, 5, 10))
          .isEqualTo(predict(stack, Arrays.copyOfRange(second, from, t + 1))[t - from]);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new SlidingStepper(7, new SlidingStepper.Sizes(1, 1), 0, (w, n, o, i) -> {}))
        .withMessage("a sliding window has 1 to 8388608 events, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SlidingStepper.Sizes(0, 1))
        .withMessageContaining("not 0 and 1");
  }

  @Test
  void whatNeedsTheFutureIsRefusedByName() {
    RecurrentSpec<?> both = GruSpec.of(3, 4).direction(Direction.BOTH);
    assertThatThrownBy(() -> StackStepper.requireStreamable(both, "encoder"))
        .isInstanceOf(NotStreamable.class)
        .hasMessageStartingWith("encoder runs BOTH in time and needs the end of the stream");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Streams.stepper(both))
        .withMessage("a stack of direction BOTH cannot run step by step");
  }

  @Test
  void badEventsAreRefusedInOneSentenceAndChangeNothing() {
    Stepper stepper = Streams.stepper(GruSpec.of(FEATURES, 5));
    State state = stepper.zeroState(2);
    float[] out = new float[10];
    stepper.step(Streams.event(1, 1, 8), state, out);
    float[] before = state.values().clone();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stepper.step(new float[7], state, out))
        .withMessage("the event has 7 values, expected 8 (2 streams of 4)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stepper.step(new float[8], state, new float[9]))
        .withMessage("out has 9 values, expected 10 (2 streams of 5)");
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      float[] event = new float[8];
      event[6] = bad;
      assertThatIllegalArgumentException()
          .isThrownBy(() -> stepper.step(event, state, out))
          .withMessage(
              "feature 2 of the event for stream 1 is "
                  + bad
                  + "; impute it or skip the event (the state was not changed)");
    }
    assertThat(state.values()).isEqualTo(before);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stepper.zeroState(-1))
        .withMessage("a state has 0 streams or more, not -1");
    stepper.step(new float[0], stepper.zeroState(0), new float[0]);
  }
}
