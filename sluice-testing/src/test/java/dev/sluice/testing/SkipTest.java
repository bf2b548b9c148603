package dev.sluice.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class SkipTest {
  @Test
  void aSkipNamesItsReason() {
    assertThatCode(() -> Skip.unless(true, Skip.Reason.LANES_MISSING, "16 lanes"))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> Skip.unless(false, Skip.Reason.LANES_MISSING, "16 lanes"))
        .isInstanceOf(TestAbortedException.class)
        .hasMessage("skipped, LANES_MISSING: 16 lanes");
  }

  @Test
  void theRootIsTheRepository() {
    assertThat(SharedData.root().resolve("sluice-testing/pom.xml")).exists();
    assertThat(SharedData.find("no such file")).isEmpty();
  }
}
