package dev.sluice.tasks.language;

import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.train.loop.Rates;

/// What a [LanguageNetwork] computes.
///
/// @param cell the recurrent stack, forward in time; its inputs are E, the size of the embedding
/// @param vocabulary V
/// @param tying what the output layer multiplies by
/// @param inputDropout of the embedding, in `[0,1)`
/// @param outputDropout before the output layer, in `[0,1)`
/// @param smoothing of what comes next, in training, in `[0,1)`
public record LanguageSpec(
    RecurrentSpec<?> cell,
    int vocabulary,
    Tying tying,
    double inputDropout,
    double outputDropout,
    double smoothing) {
  /// The output layer's weights.
  public enum Tying {
    /// Those of the embedding (Press and Wolf 2017, arXiv 1608.05859).
    TIED,
    /// Of its own.
    OWN
  }

  /// Checks that the stack can say what comes next.
  public LanguageSpec {
    if (cell.topology().direction() != Direction.FORWARD) {
      throw new IllegalArgumentException(
          "a model of language reads forward; direction " + cell.topology().direction());
    }
    Rates.requireShare("dropout of the input", inputDropout);
    Rates.requireShare("dropout before the output", outputDropout);
    Rates.requireShare("smoothing", smoothing);
    if (vocabulary < 2) {
      throw new IllegalArgumentException(
          "a vocabulary of " + vocabulary + "; at least two symbols are needed to choose from");
    }
  }

  /// A network of a stack, embeddings tied, without dropout.
  public static LanguageSpec of(RecurrentSpec<?> cell, int vocabulary) {
    return new LanguageSpec(cell, vocabulary, Tying.TIED, 0, 0, 0);
  }

  /// With dropout of embedding and output; that between layers is the stack's own.
  public LanguageSpec dropout(double rate) {
    return new LanguageSpec(cell, vocabulary, tying, rate, rate, smoothing);
  }

  /// With dropout of its own at each place.
  public LanguageSpec dropout(double input, double output) {
    return new LanguageSpec(cell, vocabulary, tying, input, output, smoothing);
  }

  /// With other weights in the output layer.
  public LanguageSpec tying(Tying value) {
    return new LanguageSpec(cell, vocabulary, value, inputDropout, outputDropout, smoothing);
  }

  /// With label smoothing.
  public LanguageSpec smoothing(double share) {
    return new LanguageSpec(cell, vocabulary, tying, inputDropout, outputDropout, share);
  }
}
