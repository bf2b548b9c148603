package dev.sluice.core.nn;

/// How the outputs of the two directions of a layer become one.
public enum Merge {
  /// Side by side: 2H features.
  CONCATENATE,
  /// Added: H features.
  SUM
}
