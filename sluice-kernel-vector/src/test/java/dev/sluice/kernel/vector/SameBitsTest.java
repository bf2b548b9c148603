package dev.sluice.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.Skip;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The same checksum over all results at every SIMD width, interpreted and compiled, as from the
/// scalar kernels here.
class SameBitsTest {
  private static final Pattern WIDTHS = Pattern.compile("(\\d+) of (\\d+) bytes");

  @ParameterizedTest
  @ValueSource(ints = {16, 32, 64})
  void atEveryWidth(int bytes) {
    ChildJvm.Result result = coldAndHot("-XX:MaxVectorSize=" + bytes);
    Matcher widths = WIDTHS.matcher(result.output());
    assertThat(widths.find()).as(result.output()).isTrue();
    Skip.unless(
        widths.group(2).equals(Integer.toString(bytes)),
        Skip.Reason.LANES_MISSING,
        "registers of " + bytes + " bytes; the JVM uses up to " + widths.group(2) + " here");
    assertThat(widths.group(1)).as("the width in force").isEqualTo(Integer.toString(bytes));
    check(result);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-XX:TieredStopAtLevel=1", "-XX:-TieredCompilation"})
  void withEitherCompiler(String option) {
    check(coldAndHot(option));
  }

  private static ChildJvm.Result coldAndHot(String option) {
    return ChildJvm.onClassPath(List.of(ChildJvm.INCUBATOR, option), main(), "60");
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
