package dev.sluice.core.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.PackedStack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// 64 threads with 1,000 streams each on one model; one stream in a hundred is fed NaN now and
/// then. The answers of all others are those of a serial run, bit for bit, and so are the states of
/// the one.
class ConcurrentStreamsTest {
  private static final int THREADS = 64;
  private static final int STREAMS = 1_000;
  private static final int STEPS = 5;
  private static final int FEATURES = 5;

  private final PackedStack model = Streams.packed(GruSpec.of(FEATURES, 11).layers(2));

  private enum Poison {
    NEVER,
    ONE_IN_A_HUNDRED
  }

  /// The answers and final states of a thread's streams.
  private float[][] run(int thread, Poison poison) {
    Stepper stepper = StackStepper.hidden(Streams.FINGERPRINT, model);
    State[] states = new State[STREAMS];
    float[][] results = new float[STREAMS][];
    for (int s = 0; s < STREAMS; s++) {
      states[s] = stepper.zeroState();
      results[s] = new float[STEPS * stepper.outputSize() + stepper.stateSize()];
    }
    float[] out = new float[stepper.outputSize()];
    for (int step = 0; step < STEPS; step++) {
      for (int s = 0; s < STREAMS; s++) {
        if (poison == Poison.ONE_IN_A_HUNDRED && s % 100 == 99) {
          feedNaN(stepper, states[s], out);
        }
        stepper.step(Streams.event(thread * STREAMS + s, step, FEATURES), states[s], out);
        System.arraycopy(out, 0, results[s], step * out.length, out.length);
      }
    }
    for (int s = 0; s < STREAMS; s++) {
      System.arraycopy(states[s].values(), 0, results[s], STEPS * out.length, stepper.stateSize());
    }
    return results;
  }

  private static void feedNaN(Stepper stepper, State state, float[] out) {
    float[] before = state.values().clone();
    float[] answer = out.clone();
    float[] event = new float[FEATURES];
    event[3] = Float.NaN;
    assertThatThrownBy(() -> stepper.step(event, state, out))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "feature 3 of the event for stream 0 is NaN; impute it or skip the event (the state was not changed)");
    assertThat(state.values()).isEqualTo(before);
    assertThat(out).isEqualTo(answer);
  }

  @Test
  void streamsDoNotDisturbEachOther() throws Exception {
    List<Future<float[][]>> futures = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (int thread = 0; thread < THREADS; thread++) {
        int number = thread;
        futures.add(threads.submit(() -> run(number, Poison.ONE_IN_A_HUNDRED)));
      }
    }
    for (int thread = 0; thread < THREADS; thread++) {
      float[][] serial = run(thread, Poison.NEVER);
      float[][] concurrent = futures.get(thread).get();
      for (int s = 0; s < STREAMS; s++) {
        if (!Arrays.equals(concurrent[s], serial[s])) {
          assertThat(concurrent[s]).as("stream %d of thread %d", s, thread).isEqualTo(serial[s]);
        }
      }
    }
  }
}
