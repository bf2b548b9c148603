package dev.sluice.tasks.classify;

import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.train.loop.Rates;

/// What a [ClassifierNetwork] computes.
///
/// @param input what it reads
/// @param cell the stack over it
/// @param pooling what stands for the whole
/// @param classes K, at least 2
/// @param inputDropout of what is read, in `[0,1)`
/// @param outputDropout before the output layer, in `[0,1)`
/// @param smoothing of the classes in training, in `[0,1)` (Szegedy et al. 2016, arXiv 1512.00567)
public record ClassifierSpec(
    ClassifierInput input,
    RecurrentSpec<?> cell,
    Pooling pooling,
    int classes,
    double inputDropout,
    double outputDropout,
    double smoothing) {
  /// Checks that the parts fit.
  public ClassifierSpec {
    if (cell.inputSize() != input.features()) {
      throw new IllegalArgumentException(
          "a step has %d features, the stack takes %d"
              .formatted(input.features(), cell.inputSize()));
    }
    if (classes < 2) {
      throw new IllegalArgumentException(
          "there is nothing to choose among " + classes + " classes; 2 at least");
    }
    Rates.requireShare("dropout of the input", inputDropout);
    Rates.requireShare("dropout before the output", outputDropout);
    Rates.requireShare("smoothing", smoothing);
  }

  /// The same without noise in training: no dropout, no smoothing, the input as it is.
  public ClassifierSpec bare() {
    return new ClassifierSpec(input.unchanged(), cell, pooling, classes, 0, 0, 0);
  }
}
