package dev.sluice.tasks.speech;

import dev.sluice.tasks.speech.decode.DecodedWord;
import dev.sluice.tasks.speech.decode.GreedyDecoder;

/// From steps to seconds.
final class Words {
  /// So long nothing ends a word of characters, as a blank between words does.
  private static final double SILENCE = 0.5;

  private Words() {}

  /// What writes down a model's likeliest classes.
  static GreedyDecoder decoder(Recogniser model) {
    int silence = (int) Math.max(1, Math.round(SILENCE / model.input().stepSeconds()));
    return GreedyDecoder.of(model.alphabet()).silence(silence);
  }

  /// A word in the time of the sound.
  static SpokenWord spoken(DecodedWord word, Recogniser model) {
    double step = model.input().stepSeconds();
    return new SpokenWord(
        word.word(),
        word.start() * step,
        word.end() * step + model.input().leastSeconds(),
        word.confidence());
  }
}
