package dev.sluice.core.nn;

/// What a recurrent stack computes, without its numbers; printed, stored in the model, compared.
///
/// @param <S> the spec itself, so that withers keep its type
public sealed interface RecurrentSpec<S extends RecurrentSpec<S>>
    permits GruSpec, LstmSpec, RnnSpec {
  /// The kind of cell, as files and messages name it: `gru`, `lstm` or `rnn`.
  String cell();

  /// I, the features of a step.
  int inputSize();

  /// H, the units of each layer and direction.
  int hiddenSize();

  /// Layers, directions, initial state.
  Topology topology();

  /// The noise in training.
  Noise noise();

  /// The same with another topology.
  S with(Topology topology);

  /// The same with other noise.
  S with(Noise noise);

  /// Values of state per unit: 1, or 2 for the LSTM (h and c).
  int planes();

  /// Features of a step of the output.
  default int outputSize() {
    return topology().outputSize(hiddenSize());
  }

  /// Values of state per sequence: layers × directions × planes × H.
  default int stateSize() {
    return Math.multiplyExact(
        topology().layers() * topology().directions() * planes(), hiddenSize());
  }

  /// This many layers on top of each other.
  default S layers(int count) {
    return with(topology().withLayers(count));
  }

  /// The direction of time.
  default S direction(Direction direction) {
    return with(topology().withDirection(direction));
  }

  /// How two directions are merged.
  default S merge(Merge merge) {
    return with(topology().withMerge(merge));
  }

  /// Where the recurrence starts when no state is given.
  default S initialState(InitialState initialState) {
    return with(topology().withInitialState(initialState));
  }

  /// Dropout between layers, at this rate.
  default S dropout(double rate) {
    return with(noise().withDropout((float) rate));
  }

  /// Recurrent dropout of this kind and rate.
  default S recurrentDropout(RecurrentDropout kind, double rate) {
    return with(noise().withRecurrent(kind, (float) rate));
  }

  /// Zoneout at this rate.
  default S zoneout(double rate) {
    return with(noise().withZoneout((float) rate));
  }

  /// Checks the sizes every spec has.
  static void checkSizes(int inputSize, int hiddenSize) {
    if (inputSize < 1 || hiddenSize < 1) {
      throw new IllegalArgumentException(
          "inputSize and hiddenSize are at least 1, not " + inputSize + " and " + hiddenSize);
    }
  }
}
