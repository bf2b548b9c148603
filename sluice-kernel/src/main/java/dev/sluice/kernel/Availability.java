package dev.sluice.kernel;

/// Whether kernels can run here; if not, why, and what to do about it.
public sealed interface Availability {

  /// They can.
  record Available() implements Availability {
    @Override
    public String toString() {
      return "available";
    }
  }

  /// They cannot.
  ///
  /// @param reason what is missing, as a clause: `the module jdk.incubator.vector is not loaded`
  /// @param cure what the user can do, as an imperative: `start java with
  ///   --add-modules=jdk.incubator.vector`
  record Unavailable(String reason, String cure) implements Availability {
    @Override
    public String toString() {
      return "not available, because " + reason + "; cure: " + cure;
    }
  }

  static Availability available() {
    return new Available();
  }

  static Availability unavailable(String reason, String cure) {
    return new Unavailable(reason, cure);
  }
}
