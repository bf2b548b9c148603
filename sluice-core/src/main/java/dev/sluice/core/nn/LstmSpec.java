package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Initializer;

/// An LSTM stack, to compare the GRU with.
///
/// @param bias NONE, INPUT (4H) or DOUBLE (8H, as PyTorch stores it)
/// @param forgetBias where the forget gate's bias begins
public record LstmSpec(
    int inputSize,
    int hiddenSize,
    Bias bias,
    float forgetBias,
    Initializer input,
    Initializer recurrent,
    Topology topology,
    Noise noise)
    implements RecurrentSpec<LstmSpec> {

  /// Checks the sizes.
  public LstmSpec {
    RecurrentSpec.checkSizes(inputSize, hiddenSize);
    if (bias == Bias.INPUT_AND_CANDIDATE) {
      throw new IllegalArgumentException(
          "an LSTM has no reset gate, so no bias behind one; use NONE, INPUT or DOUBLE");
    }
  }

  /// One bias, the forget gate's beginning at 1 (Gers et al. 2000; Jozefowicz et al. 2015).
  public static LstmSpec of(int inputSize, int hiddenSize) {
    return new LstmSpec(
        inputSize,
        hiddenSize,
        Bias.INPUT,
        1,
        GruInitial.STANDARD.input(),
        GruInitial.STANDARD.recurrent(),
        Topology.SINGLE,
        Noise.OFF);
  }

  @Override
  public String cell() {
    return "lstm";
  }

  @Override
  public int planes() {
    return 2;
  }

  /// Which biases there are.
  public LstmSpec bias(Bias value) {
    return new LstmSpec(
        inputSize, hiddenSize, value, forgetBias, input, recurrent, topology, noise);
  }

  /// Where the forget gate's bias begins; a positive value remembers longer at first.
  public LstmSpec forgetBias(double value) {
    return new LstmSpec(
        inputSize, hiddenSize, bias, (float) value, input, recurrent, topology, noise);
  }

  /// Other initialisers than Glorot and orthogonal; each fills one gate's block.
  public LstmSpec initialisers(Initializer inputs, Initializer recurrence) {
    return new LstmSpec(
        inputSize, hiddenSize, bias, forgetBias, inputs, recurrence, topology, noise);
  }

  @Override
  public LstmSpec with(Topology value) {
    return new LstmSpec(inputSize, hiddenSize, bias, forgetBias, input, recurrent, value, noise);
  }

  @Override
  public LstmSpec with(Noise value) {
    return new LstmSpec(inputSize, hiddenSize, bias, forgetBias, input, recurrent, topology, value);
  }
}
