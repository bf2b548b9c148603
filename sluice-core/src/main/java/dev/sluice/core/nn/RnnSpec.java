package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Initializer;

/// A plain recurrent stack, to compare the GRU with.
///
/// @param activation TANH or RELU
/// @param bias NONE, INPUT (H) or DOUBLE (2H, as PyTorch stores it)
public record RnnSpec(
    int inputSize,
    int hiddenSize,
    Activation activation,
    Bias bias,
    Initializer input,
    Initializer recurrent,
    Topology topology,
    Noise noise)
    implements RecurrentSpec<RnnSpec> {

  /// Checks sizes and activation.
  public RnnSpec {
    RecurrentSpec.checkSizes(inputSize, hiddenSize);
    if (activation != Activation.TANH && activation != Activation.RELU) {
      throw new IllegalArgumentException("a plain RNN is TANH or RELU, not " + activation);
    }
    if (bias == Bias.INPUT_AND_CANDIDATE) {
      throw new IllegalArgumentException("a plain RNN has no candidate; use NONE, INPUT or DOUBLE");
    }
  }

  /// tanh, one bias.
  public static RnnSpec of(int inputSize, int hiddenSize) {
    return new RnnSpec(
        inputSize,
        hiddenSize,
        Activation.TANH,
        Bias.INPUT,
        GruInitial.STANDARD.input(),
        GruInitial.STANDARD.recurrent(),
        Topology.SINGLE,
        Noise.OFF);
  }

  @Override
  public String cell() {
    return "rnn";
  }

  @Override
  public int planes() {
    return 1;
  }

  /// TANH or RELU.
  public RnnSpec activation(Activation value) {
    return new RnnSpec(inputSize, hiddenSize, value, bias, input, recurrent, topology, noise);
  }

  /// Which biases there are.
  public RnnSpec bias(Bias value) {
    return new RnnSpec(inputSize, hiddenSize, activation, value, input, recurrent, topology, noise);
  }

  /// Other initialisers than Glorot and orthogonal.
  public RnnSpec initialisers(Initializer inputs, Initializer recurrence) {
    return new RnnSpec(
        inputSize, hiddenSize, activation, bias, inputs, recurrence, topology, noise);
  }

  @Override
  public RnnSpec with(Topology value) {
    return new RnnSpec(inputSize, hiddenSize, activation, bias, input, recurrent, value, noise);
  }

  @Override
  public RnnSpec with(Noise value) {
    return new RnnSpec(inputSize, hiddenSize, activation, bias, input, recurrent, topology, value);
  }
}
