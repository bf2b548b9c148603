package dev.sluice.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.kernel.Availability.Unavailable;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelChoiceTest {
  private record Fake(String name, int rank, Availability availability) implements KernelProvider {
    @Override
    public Kernels create() {
      if (availability instanceof Unavailable) {
        throw new AssertionError("created although not available");
      }
      return new ScalarKernels();
    }
  }

  private static final KernelProvider SCALAR = new ScalarKernelProvider();
  private static final KernelProvider GOOD = new Fake("good", 5, Availability.available());
  private static final KernelProvider BROKEN =
      new Fake("broken", 9, Availability.unavailable("it lacks a part", "buy the part"));

  @Test
  void theHighestRankWins() {
    KernelChoice choice = KernelChoice.choose(List.of(SCALAR, GOOD), null);
    assertThat(choice.candidates())
        .extracting(KernelChoice.Candidate::name)
        .containsExactly("good", "scalar");
    assertThat(choice.fallback()).isEmpty();
  }

  @Test
  void aBetterOneThatCannotRunIsAFallbackWithReasonAndCure() {
    KernelChoice choice = KernelChoice.choose(List.of(SCALAR, BROKEN), null);
    assertThat(choice.kernels().name()).isEqualTo("scalar");
    assertThat(choice.fallback()).contains(new Unavailable("it lacks a part", "buy the part"));
  }

  @Test
  void scalarAloneNamesTheMissingDependency() {
    KernelChoice choice = KernelChoice.choose(List.of(SCALAR), null);
    assertThat(choice.fallback().orElseThrow().cure()).contains("dev.sluice:sluice-kernel-vector");
  }

  @Test
  void forcedIsNoFallback() {
    KernelChoice choice = KernelChoice.choose(List.of(SCALAR, BROKEN), "scalar");
    assertThat(choice.fallback()).isEmpty();
    assertThat(choice.candidates()).hasSize(2);
  }

  @Test
  void forcedAndNotAvailable() {
    assertThatThrownBy(() -> KernelChoice.choose(List.of(SCALAR, BROKEN), "broken"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "-Dsluice.kernels=broken cannot be had, because it lacks a part; cure: buy the part, or leave the property out");
  }

  @Test
  void forcedAndAbsent() {
    assertThatThrownBy(() -> KernelChoice.choose(List.of(SCALAR), "vector"))
        .hasMessageContaining("add the dependency dev.sluice:sluice-kernel-vector")
        .hasMessageContaining("set one of scalar");
  }
}
