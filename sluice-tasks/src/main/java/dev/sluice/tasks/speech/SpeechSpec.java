package dev.sluice.tasks.speech;

import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.train.loop.Rates;

/// What a [SpeechNetwork] computes.
///
/// @param cell the stack that reads steps; in both directions where whole recordings are there,
///   forward to listen while they are spoken
/// @param classes K, the blank counted
/// @param inputDropout of steps, in `[0,1)`
/// @param outputDropout before the output layer, in `[0,1)`
public record SpeechSpec(
    RecurrentSpec<?> cell, int classes, double inputDropout, double outputDropout) {
  /// Checks the ranges.
  public SpeechSpec {
    Rates.requireShare("dropout of the input", inputDropout);
    Rates.requireShare("dropout before the output", outputDropout);
    if (classes < 2) {
      throw new IllegalArgumentException(
          "speech has the blank and at least 1 symbol, not %d classes".formatted(classes));
    }
  }
}
