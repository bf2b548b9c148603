package dev.sluice.train.loop;

import java.util.OptionalDouble;

/// The losses of an epoch.
///
/// @param epoch counted from 1
/// @param train mean over its batches, each measured before its own step, with noise
/// @param validation mean over the validation data behind the epoch, without noise
/// @param measure what epochs are chosen by, where that is a [Measure]
public record EpochLoss(
    int epoch, double train, OptionalDouble validation, OptionalDouble measure) {
  /// Of an epoch that nothing but the loss measures.
  public EpochLoss(int epoch, double train, OptionalDouble validation) {
    this(epoch, train, validation, OptionalDouble.empty());
  }

  /// Whether this one is rather kept: by the measure; among equal ones, and without, by the loss.
  boolean isBetterThan(EpochLoss other) {
    int gain = Double.compare(measure.orElse(0), other.measure.orElse(0));
    return gain != 0 ? gain > 0 : validation.orElseThrow() < other.validation.orElseThrow();
  }
}
