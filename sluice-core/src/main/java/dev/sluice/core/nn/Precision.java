package dev.sluice.core.nn;

/// How packed weights are stored; what is computed with them is always float.
public enum Precision {
  /// As trained, 4 bytes a weight.
  FLOAT32,

  /// Rounded to bfloat16, 2 bytes a weight, 8 significant bits: where one row at a time is bound by
  /// reading weights, up to twice as fast. Biases, states and normalisations stay floats.
  BFLOAT16
}
