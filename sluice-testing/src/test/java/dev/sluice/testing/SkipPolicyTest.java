package dev.sluice.testing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherFactory;

class SkipPolicyTest {
  static class Switched {
    @Test
    @Disabled("later")
    void off() {}
  }

  static class Assuming {
    @Test
    void assuming() {
      Assumptions.abort("not today");
    }
  }

  static class Allowed {
    @Test
    void allowed() {
      Skip.unless(false, Skip.Reason.SHARED_DATA_ABSENT, "data/ts-ett");
    }
  }

  @Test
  void aSwitchedOffTestFailsTheRun() {
    assertThatThrownBy(() -> run(Switched.class)).hasMessageContaining("later");
  }

  @Test
  void anAssumptionFailsTheRun() {
    assertThatThrownBy(() -> run(Assuming.class)).hasMessageContaining("not today");
  }

  @Test
  void anAllowedReasonDoesNot() {
    assertThatCode(() -> run(Allowed.class)).doesNotThrowAnyException();
  }

  private static void run(Class<?> tests) {
    LauncherFactory.create().execute(request().selectors(selectClass(tests)).build());
  }
}
