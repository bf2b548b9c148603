package dev.sluice.tasks.language;

import dev.sluice.core.nn.GruSpec;

/// A million characters of Shakespeare (Karpathy 2015): the first 90 % of the characters train, the
/// next 5 % validate, the last 5 % test.
///
/// Published test losses on this split, in nats a character: 1.548 minGRU, 1.547 Transformer (Feng
/// et al. 2024, arXiv 2410.01201).
public final class TinyShakespeare {
  /// The better of the published losses.
  public static final double PUBLISHED = 1.547;

  private TinyShakespeare() {}

  /// One layer of 768 units, the article's cell; dropout of 0.25 on characters and 0.6 on states,
  /// chosen on validation.
  public static LanguageSpec spec(int vocabulary) {
    return LanguageSpec.of(GruSpec.of(64, 768), vocabulary).dropout(0.25, 0.6);
  }

  /// 20 epochs in pieces of 32 × 128 characters, with noise on the weights.
  public static LanguageTraining training() {
    return LanguageTraining.of(4e-3, 20).pieces(32, 128).weightNoise(0.02);
  }

  /// The part of a text from `from` to below `to` percent of its code points.
  public static String part(String text, int from, int to) {
    int[] points = text.codePoints().toArray();
    int begin = (int) ((long) points.length * from / 100);
    int end = (int) ((long) points.length * to / 100);
    return new String(points, begin, end - begin);
  }
}
