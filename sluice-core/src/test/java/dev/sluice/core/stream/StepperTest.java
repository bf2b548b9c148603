package dev.sluice.core.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.InitialState;
import dev.sluice.core.nn.LstmSpec;
import dev.sluice.core.nn.Merge;
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

  static Stream<RecurrentSpec<?>> windows() {
    GruSpec both = GruSpec.of(FEATURES, 5).direction(Direction.BOTH);
    return Stream.of(
        GruSpec.of(FEATURES, 5).layers(3).initialState(InitialState.LEARNED),
        both.layers(2).initialState(InitialState.LEARNED),
        both.layers(3).merge(Merge.SUM).layerNorm(),
        GruSpec.pytorch(FEATURES, 3).direction(Direction.BACKWARD).layers(2),
        LstmSpec.of(FEATURES, 5).direction(Direction.BOTH).zoneout(0.2).layers(2),
        RnnSpec.of(FEATURES, 5));
  }

  @ParameterizedTest
  @MethodSource("windows")
  void slidingAnswersArePredictionsOnTheWindow(RecurrentSpec<?> spec) {
    Recurrent stack = Streams.stack(spec);
    int size = spec.outputSize();
    Stepper stepper = Streams.sliding(spec, 4);
    State state = stepper.zeroState(2);
    float[] out = new float[2 * size];
    float[][] first = events(1, 15);
    float[][] second = events(2, 15);
    for (int t = 0; t < 15; t++) {
      float[] both = Arrays.copyOf(first[t], 2 * FEATURES);
      System.arraycopy(second[t], 0, both, FEATURES, FEATURES);
      stepper.step(both, state, out);
      int from = Math.max(0, t - 3);
      assertThat(Arrays.copyOf(out, size))
          .as("step %d", t)
          .isEqualTo(predict(stack, Arrays.copyOfRange(first, from, t + 1))[t - from]);
      assertThat(Arrays.copyOfRange(out, size, 2 * size))
          .isEqualTo(predict(stack, Arrays.copyOfRange(second, from, t + 1))[t - from]);
    }
  }

  @Test
  void windowsHaveAtLeastOneEvent() {
    for (int context : new int[] {0, (1 << 24) + 1}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new SlidingMemory(context, 1))
          .withMessage("a sliding window has 1 to 16777216 events, not " + context);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Streaming.sliding(context))
          .withMessage("a sliding window has 1 to 16777216 events, not " + context);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SlidingMemory(1, 0))
        .withMessageContaining("not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Streaming(StreamingMode.CARRIED, 3))
        .withMessageContaining("not a window of 3 events");
  }

  @Test
  void whatNeedsTheFutureIsRefusedByName() {
    assertThatThrownBy(() -> Streams.stepper(GruSpec.of(3, 4).direction(Direction.BOTH)))
        .isInstanceOf(NotStreamable.class)
        .hasMessageStartingWith("layer 0 (gru, BOTH) needs the end of the stream");
    RecurrentSpec<?> backward = LstmSpec.of(3, 4).direction(Direction.BACKWARD);
    assertThatThrownBy(() -> Streams.stepper(backward))
        .isInstanceOf(NotStreamable.class)
        .hasMessageStartingWith("layer 0 (lstm, BACKWARD) needs the end of the stream");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Streams.packed(backward).scratch(1))
        .withMessage("a stack of direction BACKWARD cannot run step by step; run windows");
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
