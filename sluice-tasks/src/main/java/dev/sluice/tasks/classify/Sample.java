package dev.sluice.tasks.classify;

import dev.sluice.core.tensor.Tensor;
import dev.sluice.tasks.audio.Sound;

/// What belongs to a class.
public sealed interface Sample {
  /// A text.
  record Text(String text) implements Sample {}

  /// Steps of numbers.
  ///
  /// @param x `[T,F]`
  record Series(Tensor x) implements Sample {}

  /// A sound.
  record Heard(Sound sound) implements Sample {}

  /// A sample and its class.
  record Labelled(Sample sample, String label) {}
}
