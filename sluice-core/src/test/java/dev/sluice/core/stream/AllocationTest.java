package dev.sluice.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.sluice.core.nn.Activation;
import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.LstmSpec;
import dev.sluice.core.nn.Merge;
import dev.sluice.core.nn.RecurrentDropout;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.nn.RnnSpec;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A step allocates nothing, and a million states take the floats that they are.
class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final long LONGEST_WARMUP = 30_000_000_000L;

  static Stream<Stepper> steppers() {
    return Stream.concat(specs().map(Streams::stepper), windows());
  }

  /// Answers from the last four events, whichever way the layers run.
  private static Stream<Stepper> windows() {
    GruSpec both = GruSpec.of(8, 32).direction(Direction.BOTH);
    return Stream.of(
            GruSpec.of(8, 32).layers(2),
            both.layers(2),
            both.merge(Merge.SUM).layerNorm(),
            LstmSpec.of(8, 32).direction(Direction.BACKWARD))
        .map(spec -> Streams.sliding(spec, 4));
  }

  private static Stream<RecurrentSpec<?>> specs() {
    return Stream.of(
        GruSpec.of(8, 32),
        GruSpec.of(8, 32).layers(2),
        GruSpec.pytorch(8, 32).layers(2),
        GruSpec.of(8, 256),
        GruSpec.pytorch(8, 256),
        LstmSpec.of(8, 32),
        RnnSpec.of(8, 32),
        RnnSpec.of(8, 32).activation(Activation.RELU),
        GruSpec.of(8, 32).layerNorm().layers(2),
        GruSpec.pytorch(8, 32).layerNorm(),
        GruSpec.of(8, 32).activations(Activation.HARD_SIGMOID, Activation.RELU),
        GruSpec.pytorch(8, 32).activations(Activation.SIGMOID, Activation.LINEAR),
        GruSpec.of(8, 32).zoneout(0.1),
        GruSpec.pytorch(8, 32).recurrentDropout(RecurrentDropout.STATE, 0.1),
        LstmSpec.of(8, 32).zoneout(0.1),
        RnnSpec.of(8, 32).zoneout(0.1));
  }

  @ParameterizedTest
  @MethodSource("steppers")
  void aStepAllocatesNothing(Stepper stepper) {
    for (int rows = 1; rows <= 3; rows += 2) {
      State state = stepper.zeroState(rows);
      float[] out = new float[rows * stepper.outputSize()];
      float[] event = Streams.event(1, 1, 8 * rows);
      // The compiler, which runs beside, decides when the warm-up ends; what allocates for ever
      // fails here.
      int steps = stepper.outputSize() > 100 ? 1_000 : 10_000;
      long allocated = Long.MAX_VALUE;
      for (long start = System.nanoTime();
          allocated > 0 && System.nanoTime() - start < LONGEST_WARMUP; ) {
        allocated = bytesOf(() -> steps(stepper, event, state, out, steps));
      }
      assertThat(allocated).as("bytes in %d steps of %d rows", steps, rows).isZero();
    }
  }

  private static long bytesOf(Runnable work) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    work.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  private static void steps(Stepper stepper, float[] event, State state, float[] out, int count) {
    for (int i = 0; i < count; i++) {
      stepper.step(event, state, out);
    }
  }

  /// One model serves them all: what grows with the streams is their states alone.
  @Test
  void aMillionStates() {
    int count = 1_000_000;
    Stepper stepper = Streams.stepper(GruSpec.of(8, 32));
    State[] states = new State[count];
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < count; i++) {
      states[i] = stepper.zeroState();
    }
    long each = (THREADS.getCurrentThreadAllocatedBytes() - before) / count;
    System.out.printf(
        "1,000,000 states of %d floats: %d bytes each, %d MB in all, beside one model; stored or in one State: %d bytes each%n",
        stepper.stateSize(), each, each * count / 1_000_000, 4 * stepper.stateSize());
    // The floats, the array's header and the object around them.
    assertThat(each).isLessThanOrEqualTo(4L * stepper.stateSize() + 64);
    float[] out = new float[stepper.outputSize()];
    stepper.step(Streams.event(1, 1, 8), states[count - 1], out);
    assertThat(states[0].values()).containsOnly(0f);
  }
}
