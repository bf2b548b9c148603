package dev.sluice.formats.keras;

import java.util.Optional;

/// The layers that are read.
enum LayerType {
  INPUT("InputLayer"),
  GRU("GRU"),
  LSTM("LSTM"),
  SIMPLE_RNN("SimpleRNN"),
  BIDIRECTIONAL("Bidirectional"),
  DENSE("Dense"),
  EMBEDDING("Embedding"),
  LAYER_NORMALIZATION("LayerNormalization"),
  TIME_DISTRIBUTED("TimeDistributed"),
  MASKING("Masking"),
  ACTIVATION("Activation"),
  // What acts in training alone.
  DROPOUT("Dropout"),
  SPATIAL_DROPOUT("SpatialDropout1D"),
  GAUSSIAN_NOISE("GaussianNoise"),
  GAUSSIAN_DROPOUT("GaussianDropout"),
  ACTIVITY_REGULARIZATION("ActivityRegularization");

  private final String className;

  LayerType(String className) {
    this.className = className;
  }

  static Optional<LayerType> of(String className) {
    for (LayerType type : values()) {
      if (type.className.equals(className)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /// Whether it gives at inference what it was given.
  boolean isIdentity() {
    return switch (this) {
      case DROPOUT, SPATIAL_DROPOUT, GAUSSIAN_NOISE, GAUSSIAN_DROPOUT, ACTIVITY_REGULARIZATION ->
          true;
      default -> false;
    };
  }
}
