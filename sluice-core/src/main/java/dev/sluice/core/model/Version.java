package dev.sluice.core.model;

/// The version of Sluice, as models name it.
public final class Version {
  /// Without the suffix of snapshots, so that rebuilding does not change a model's bytes.
  public static final String CURRENT = "0.1.0";

  private Version() {}
}
