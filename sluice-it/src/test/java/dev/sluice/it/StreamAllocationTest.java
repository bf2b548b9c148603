package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.model.RecurrentModel;
import dev.sluice.core.nn.Activation;
import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.LstmSpec;
import dev.sluice.core.nn.Precision;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.nn.RnnSpec;
import dev.sluice.core.stream.State;
import dev.sluice.core.stream.Stepper;
import dev.sluice.core.tensor.Seed;
import dev.sluice.kernel.KernelChoice;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// On vector kernels, too, a step allocates nothing once it is compiled: a vector that crosses a
/// call which the compiler did not inline would be an object.
class StreamAllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// The compiler, which runs beside, decides when the warm-up ends; what allocates for ever fails
  /// here.
  private static final long LONGEST_WARMUP = 30_000_000_000L;

  static Stream<RecurrentModel> models() {
    GruSpec both = GruSpec.of(8, 32).layers(2).direction(Direction.BOTH);
    return Stream.concat(
        specs().map(StreamAllocationTest::model),
        Stream.of(model(GruSpec.of(8, 32)).sliding(4), model(both).sliding(4)));
  }

  private static RecurrentModel model(RecurrentSpec<?> spec) {
    return RecurrentModel.freeze(Recurrent.create(spec, Parameters.initialised(Seed.of(1)).root()));
  }

  private static Stream<RecurrentSpec<?>> specs() {
    return Stream.of(
        GruSpec.of(8, 32).layers(2),
        GruSpec.pytorch(8, 32).layers(2),
        GruSpec.of(8, 37),
        GruSpec.of(8, 256),
        GruSpec.pytorch(8, 256),
        LstmSpec.of(8, 32),
        RnnSpec.of(8, 32),
        GruSpec.of(8, 32).layerNorm().layers(2),
        GruSpec.pytorch(8, 37).layerNorm(),
        GruSpec.of(8, 37).activations(Activation.HARD_SIGMOID, Activation.RELU),
        GruSpec.pytorch(8, 32).activations(Activation.SIGMOID, Activation.LINEAR),
        GruSpec.of(8, 32).zoneout(0.1),
        LstmSpec.of(8, 32).zoneout(0.1),
        RnnSpec.of(8, 32).activation(Activation.RELU).zoneout(0.1));
  }

  @ParameterizedTest
  @MethodSource("models")
  void aStepAllocatesNothing(RecurrentModel model) {
    assertThat(KernelChoice.current().kernels().name()).isEqualTo("vector");
    for (Precision precision : Precision.values()) {
      aStepAllocatesNothing(model, model.stepper(precision));
    }
  }

  private static void aStepAllocatesNothing(RecurrentModel model, Stepper stepper) {
    for (int rows = 1; rows <= 3; rows += 2) {
      State state = stepper.zeroState(rows);
      float[] event = new float[8 * rows];
      Arrays.fill(event, 0.3f);
      float[] out = new float[rows * stepper.outputSize()];
      long bytes = Long.MAX_VALUE;
      for (long start = System.nanoTime();
          bytes > 0 && System.nanoTime() - start < LONGEST_WARMUP; ) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 5_000; i++) {
          stepper.step(event, state, out);
        }
        bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
      }
      assertThat(bytes).as("bytes in 5,000 steps of %d rows of %s", rows, model).isZero();
    }
  }
}
