package dev.sluice.tasks.music;

import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.train.loop.Rates;

/// What a [MusicNetwork] computes.
///
/// @param cell the recurrent stack, from 88 keys
/// @param inputDropout rate of dropout of the keys that go in, in `[0,1)`
/// @param outputDropout rate of dropout of what the stack says, in `[0,1)`
public record MusicSpec(RecurrentSpec<?> cell, double inputDropout, double outputDropout) {
  /// Checks that the stack takes keys, and the rates.
  public MusicSpec {
    if (cell.inputSize() != PianoRoll.KEYS) {
      throw new IllegalArgumentException(
          "the stack takes %d inputs, a step has %d keys"
              .formatted(cell.inputSize(), PianoRoll.KEYS));
    }
    Rates.requireShare("inputDropout", inputDropout);
    Rates.requireShare("outputDropout", outputDropout);
  }

  /// A stack without dropout.
  public static MusicSpec of(RecurrentSpec<?> cell) {
    return new MusicSpec(cell, 0, 0);
  }

  /// The same with dropout of inputs and of outputs.
  public MusicSpec dropout(double input, double output) {
    return new MusicSpec(cell, input, output);
  }
}
