package dev.sluice.testing;

import org.opentest4j.TestAbortedException;

/// The only way to skip a test: for one of a few reasons, said out loud.
///
/// Any other skip fails the build, see [SkipPolicy].
public final class Skip {
  /// Why a test may be skipped.
  public enum Reason {
    /// The data for measuring does not lie beside the repository.
    SHARED_DATA_ABSENT,
    /// This processor lacks the SIMD lanes the test is about.
    LANES_MISSING,
    /// There is no `chromium` on PATH.
    BROWSER_ABSENT,
    /// The test compares with a native library that an opt-in profile downloads.
    ORACLE_PROFILE_OFF
  }

  static final class Skipped extends TestAbortedException {
    private static final long serialVersionUID = 1L;

    Skipped(Reason reason, String detail) {
      super("skipped, " + reason + ": " + detail);
    }
  }

  private Skip() {}

  /// Goes on if `condition` holds, else skips the running test.
  ///
  /// @param detail what is missing, for the one who reads the report
  public static void unless(boolean condition, Reason reason, String detail) {
    if (!condition) {
      throw new Skipped(reason, detail);
    }
  }
}
