package dev.sluice.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.LauncherInterceptor;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/// Fails the build if a test was skipped other than through [Skip].
///
/// `@Disabled`, an assumption or an abort of one's own would hide a test for good. JUnit finds this
/// class by itself, as a listener and as an interceptor, in every module that has it on its test
/// path: the listener notes such skips, and the interceptor throws once the tests have run, since
/// what a listener throws is only logged.
public final class SkipPolicy implements TestExecutionListener, LauncherInterceptor {
  /// Shared by the listener and the interceptor, of which JUnit makes an instance each.
  private static final List<String> FORBIDDEN = new CopyOnWriteArrayList<>();

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    note(test, reason);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    var thrown = result.getThrowable().orElse(null);
    if (result.getStatus() == Status.ABORTED && !(thrown instanceof Skip.Skipped)) {
      note(test, String.valueOf(thrown));
    }
  }

  @Override
  public <T extends @Nullable Object> T intercept(Invocation<T> invocation) {
    T result = invocation.proceed();
    if (!FORBIDDEN.isEmpty()) {
      var skips = String.join("\n  ", FORBIDDEN);
      FORBIDDEN.clear();
      throw new IllegalStateException(
          "Skipped without one of the allowed reasons (use "
              + Skip.class.getName()
              + "):\n  "
              + skips);
    }
    return result;
  }

  @Override
  public void close() {}

  private static void note(TestIdentifier test, String reason) {
    FORBIDDEN.add(test.getDisplayName() + " [" + test.getUniqueId() + "]: " + reason);
  }
}
