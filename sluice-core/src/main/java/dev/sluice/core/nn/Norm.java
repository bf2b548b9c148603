package dev.sluice.core.nn;

/// Whether a cell normalises its pre-activations.
public enum Norm {
  /// It does not.
  NONE,
  /// Layer normalisation of the input's and of the state's part (Ba, Kiros and Hinton 2016, arXiv
  /// 1607.06450), with gains and biases of its own.
  LAYER
}
