package dev.sluice.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The same checksum over all results at every SIMD width, interpreted and compiled, as from the
/// scalar kernels here.
class SameBitsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:MaxVectorSize=16",
        "-XX:MaxVectorSize=32",
        "-XX:MaxVectorSize=64",
        "-XX:TieredStopAtLevel=1",
        "-XX:-TieredCompilation"
      })
  void atEveryWidthColdAndHot(String option) {
    check(ChildJvm.onClassPath(List.of(ChildJvm.INCUBATOR, option), main(), "60"));
  }

  @Test
  void interpreted() {
    check(ChildJvm.onClassPath(List.of(ChildJvm.INCUBATOR, "-Xint"), main(), "1"));
  }

  private static String main() {
    return Fingerprint.class.getName();
  }

  private static void check(ChildJvm.Result result) {
    assertThat(result.exit()).as(result.output()).isZero();
    assertThat(result.output()).contains("fingerprint " + Long.toHexString(Fingerprint.scalar()));
  }
}
