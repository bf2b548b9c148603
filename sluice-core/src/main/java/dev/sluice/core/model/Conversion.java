package dev.sluice.core.model;

/// Which number formats a reader of safetensors takes.
public enum Conversion {
  /// F32 only, as network weights are stored; any other is refused.
  NONE,
  /// F16 and BF16 too, which a float holds exactly, and F64, rounded to the nearest float.
  TO_FLOAT
}
