package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Initializer;

/// A GRU stack: sizes, where the reset gate acts, biases, activations, and how it begins.
///
/// @param gate the activation of update and reset gate
/// @param candidate the activation of the candidate
/// @param initial how new parameters are made
public record GruSpec(
    int inputSize,
    int hiddenSize,
    Reset reset,
    Bias bias,
    Activation gate,
    Activation candidate,
    Norm norm,
    Topology topology,
    Noise noise,
    GruInitial initial)
    implements RecurrentSpec<GruSpec> {

  /// Checks sizes, and that a normalised cell has no second set of biases.
  public GruSpec {
    RecurrentSpec.checkSizes(inputSize, hiddenSize);
    if (norm == Norm.LAYER && bias != Bias.NONE) {
      throw new IllegalArgumentException(
          "layer normalisation has biases of its own; use it with Bias.NONE, not " + bias);
    }
  }

  /// The article's cell (Chung et al. 2014, arXiv 1412.3555): reset before the matmul, one bias.
  public static GruSpec of(int inputSize, int hiddenSize) {
    return new GruSpec(
        inputSize,
        hiddenSize,
        Reset.BEFORE_MATMUL,
        Bias.INPUT,
        Activation.SIGMOID,
        Activation.TANH,
        Norm.NONE,
        Topology.SINGLE,
        Noise.OFF,
        GruInitial.STANDARD);
  }

  /// The function family of `torch.nn.GRU`: reset after the matmul, two biases.
  public static GruSpec pytorch(int inputSize, int hiddenSize) {
    return of(inputSize, hiddenSize).reset(Reset.AFTER_MATMUL).bias(Bias.DOUBLE);
  }

  @Override
  public String cell() {
    return "gru";
  }

  @Override
  public int planes() {
    return 1;
  }

  /// Where the reset gate acts.
  public GruSpec reset(Reset value) {
    return new GruSpec(
        inputSize, hiddenSize, value, bias, gate, candidate, norm, topology, noise, initial);
  }

  /// Which biases there are.
  public GruSpec bias(Bias value) {
    return new GruSpec(
        inputSize, hiddenSize, reset, value, gate, candidate, norm, topology, noise, initial);
  }

  /// Other activations than σ and tanh.
  public GruSpec activations(Activation gates, Activation candidates) {
    return new GruSpec(
        inputSize, hiddenSize, reset, bias, gates, candidates, norm, topology, noise, initial);
  }

  /// Layer normalisation of the pre-activations; takes the place of the biases.
  public GruSpec layerNorm() {
    return new GruSpec(
        inputSize,
        hiddenSize,
        reset,
        Bias.NONE,
        gate,
        candidate,
        Norm.LAYER,
        topology,
        noise,
        initial);
  }

  /// Start values of the update and reset gates' biases: a negative update bias remembers longer at
  /// first.
  public GruSpec gateBias(double update, double resetGate) {
    if (bias == Bias.NONE) {
      throw new IllegalArgumentException("a GRU without biases has no start value for them");
    }
    return initial(initial.gateBias((float) update, (float) resetGate));
  }

  /// Other initialisers than Glorot (input) and orthogonal (recurrent); each fills one gate's
  /// block.
  public GruSpec initialisers(Initializer input, Initializer recurrent) {
    return initial(initial.initialisers(input, recurrent));
  }

  private GruSpec initial(GruInitial value) {
    return new GruSpec(
        inputSize, hiddenSize, reset, bias, gate, candidate, norm, topology, noise, value);
  }

  @Override
  public GruSpec with(Topology value) {
    return new GruSpec(
        inputSize, hiddenSize, reset, bias, gate, candidate, norm, value, noise, initial);
  }

  @Override
  public GruSpec with(Noise value) {
    return new GruSpec(
        inputSize, hiddenSize, reset, bias, gate, candidate, norm, topology, value, initial);
  }

  /// Whether the fused kernels compute a single step of this cell: σ and tanh, no normalisation.
  boolean isPlain() {
    return gate == Activation.SIGMOID && candidate == Activation.TANH && norm == Norm.NONE;
  }

  /// Whether they compute whole sequences too: no recurrent noise, either.
  boolean isFused() {
    return isPlain() && !noise.isRecurrent();
  }
}
