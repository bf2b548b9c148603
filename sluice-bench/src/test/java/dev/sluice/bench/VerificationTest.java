package dev.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sluice.bench.peer.OneDnnPeer;
import dev.sluice.bench.peer.OnnxRuntimePeer;
import dev.sluice.bench.peer.SluicePeer;
import dev.sluice.bench.peer.TorchPeer;
import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.Precision;
import dev.sluice.core.nn.Reset;
import dev.sluice.kernel.KernelChoice;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// All peers compute what Sluice computes, at sizes that no vector width divides.
class VerificationTest {
  static Stream<Workload> workloads() {
    return Stream.of(
        Workload.sequence(Workload.Stack.of(5, 7), 3, 4),
        Workload.sequence(new Workload.Stack(5, 7, 2, Direction.BOTH), 3, 4),
        Workload.step(5, 7),
        Workload.training(Workload.Stack.of(5, 7), 3, 4),
        new Workload("language", Workload.Kind.LANGUAGE, Workload.Stack.of(16, 7), 3, 4, 11));
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void allComputeTheSame(Workload workload) {
    Numbers numbers = new Numbers(workload);
    try (SluicePeer sluice =
        new SluicePeer(1, KernelChoice.current().kernels(), Precision.FLOAT32)) {
      for (Reset reset : Reset.values()) {
        float[] expected = sluice.open(workload, reset, numbers).result();
        for (Peer peer : List.of(new OnnxRuntimePeer(1), new OneDnnPeer(), new TorchPeer(1))) {
          if (peer.offers(workload, reset)) {
            float[] actual = peer.open(workload, reset, numbers).result();
            Verification.compare(
                peer.name() + ", " + workload + ", reset " + reset, expected, actual, 1e-5);
          }
        }
      }
    }
  }

  @Test
  void aDifferenceStopsTheComparison() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Verification.compare("peer", new float[] {1, 2}, new float[] {1, 3}, 0.5))
        .withMessage("peer gives 3.0 at 1, Sluice 2.0");
    assertThatIllegalStateException()
        .isThrownBy(() -> Verification.compare("peer", new float[1], new float[] {Float.NaN}, 1));
    assertThat(Verification.compare("peer", new float[] {1}, new float[] {1.5f}, 0.5))
        .isEqualTo(0.5);
  }
}
