package dev.sluice.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// The choice of kernels in JVMs with and without what the vector kernels need.
class ProviderTest {
  private static final String PROBE = "dev.sluice.probe.ChoiceProbe";
  private static final String WARNING = "Sluice runs its slow scalar kernels";

  @Test
  void vectorWhereTheModuleIsThere() {
    ChildJvm.Result result = ChildJvm.onClassPath(List.of(ChildJvm.INCUBATOR), PROBE);
    assertThat(result.exit()).as(result.output()).isZero();
    assertThat(result.output()).contains("chosen vector", "vector: available", "scalar: available");
    assertThat(result.output()).doesNotContain(WARNING);
  }

  @Test
  void onTheModulePathNoFlagIsNeeded() {
    ChildJvm.Result result = ChildJvm.onModulePath(List.of(), PROBE);
    assertThat(result.output()).contains("chosen vector", "module dev.sluice.kernel");
  }

  @Test
  void scalarWithOneWarningWhereItIsNot() {
    ChildJvm.Result result = ChildJvm.onClassPath(List.of(), PROBE);
    assertThat(result.exit()).as(result.output()).isZero();
    assertThat(result.output())
        .contains(
            "chosen scalar",
            "vector: not available, because the module jdk.incubator.vector is not loaded;"
                + " cure: start java with --add-modules=jdk.incubator.vector")
        .containsOnlyOnce(WARNING);
  }

  @Test
  void scalarWhereThereIsNoFma() {
    List<String> options = List.of(ChildJvm.INCUBATOR, "-XX:-UseFMA");
    ChildJvm.Result result = ChildJvm.onClassPath(options, PROBE);
    assertThat(result.output())
        .contains("chosen scalar", "fused multiply-add")
        .containsOnlyOnce(WARNING);
  }

  @Test
  void forcedScalarSaysNothing() {
    ChildJvm.Result result = ChildJvm.onClassPath(List.of("-Dsluice.kernels=scalar"), PROBE);
    assertThat(result.output()).contains("chosen scalar").doesNotContain(WARNING);
  }

  @Test
  void forcedVectorFailsWithTheCure() {
    ChildJvm.Result result = ChildJvm.onClassPath(List.of("-Dsluice.kernels=vector"), PROBE);
    assertThat(result.exit()).isNotZero();
    assertThat(result.output())
        .contains(
            "-Dsluice.kernels=vector cannot be had, because the module jdk.incubator.vector is not loaded;"
                + " cure: start java with --add-modules=jdk.incubator.vector");
  }

  @Test
  void anUnknownNameFailsWithTheKnownOnes() {
    ChildJvm.Result result =
        ChildJvm.onClassPath(List.of(ChildJvm.INCUBATOR, "-Dsluice.kernels=vektor"), PROBE);
    assertThat(result.exit()).isNotZero();
    assertThat(result.output())
        .contains(
            "-Dsluice.kernels=vektor names no kernels that are here; cure: set one of vector, scalar");
  }
}
