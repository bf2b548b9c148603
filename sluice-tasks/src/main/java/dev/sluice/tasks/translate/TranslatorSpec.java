package dev.sluice.tasks.translate;

import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.InitialState;
import dev.sluice.core.nn.Merge;
import dev.sluice.core.nn.Noise;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.train.loop.Rates;

/// What a [TranslatorNetwork] computes.
///
/// @param encoder the stack that reads; its inputs are the source's vectors
/// @param decoder the stack that writes, forward; its inputs are the target's vectors, with
///   [Feeding#OUTPUT] twice as many
/// @param source symbols of the source, its border among them
/// @param target symbols of the target, its border among them
/// @param attention how the decoder looks back
/// @param feeding whether the decoder sees what it said before
/// @param tables whether source and target share their vectors
/// @param dropout of vectors and of what the decoder says, in `[0,1)`
/// @param smoothing of the symbols in training, in `[0,1)` (Szegedy et al. 2016, arXiv 1512.00567)
public record TranslatorSpec(
    RecurrentSpec<?> encoder,
    RecurrentSpec<?> decoder,
    int source,
    int target,
    Looking attention,
    Feeding feeding,
    Tables tables,
    double dropout,
    double smoothing) {
  /// How the decoder looks back at the source.
  public enum Looking {
    /// Not at all: all it knows is the encoder's last state (Cho et al. 2014, arXiv 1406.1078).
    NONE,
    /// `h·(W m)/√H` (Luong et al. 2015, arXiv 1508.04025).
    DOT,
    /// `v·tanh(W h + U m)` (Bahdanau et al. 2014, arXiv 1409.0473).
    ADDITIVE
  }

  /// What the decoder reads beside the last symbol.
  public enum Feeding {
    /// Nothing.
    NONE,
    /// What it said at the step before, so that it knows where it looked (Luong et al. 2015).
    OUTPUT
  }

  /// Vectors of symbols. Those of the target always serve as output weights, too (Press and Wolf
  /// 2017, arXiv 1608.05859).
  public enum Tables {
    /// One for the source, one for the target.
    SEPARATE,
    /// One for both.
    SHARED
  }

  /// Checks that the parts fit.
  public TranslatorSpec {
    int fed = decoder.inputSize() / (feeding == Feeding.OUTPUT ? 2 : 1);
    if (feeding == Feeding.OUTPUT && decoder.inputSize() % 2 != 0) {
      throw new IllegalArgumentException(
          "with feeding the decoder takes two vectors side by side, not "
              + (decoder.inputSize() + " inputs"));
    }
    if (decoder.topology().direction() != Direction.FORWARD) {
      throw new IllegalArgumentException("a decoder writes forward");
    }
    if (!decoder.noise().equals(Noise.OFF)
        || decoder.topology().initialState() != InitialState.ZERO) {
      throw new IllegalArgumentException(
          "a decoder begins where the encoder ended, and goes step by step: no learned first state, and no dropout or zoneout inside, whose masks belong to whole sequences");
    }
    if (attention == Looking.NONE
        && (encoder.topology().direction() == Direction.BACKWARD
            || encoder.topology().merge() == Merge.SUM)) {
      throw new IllegalArgumentException(
          "without attention the encoder's last state is all there is; it reads forward or both ways, side by side");
    }
    if (tables == Tables.SHARED && (source != target || encoder.inputSize() != fed)) {
      throw new IllegalArgumentException(
          "shared vectors: %d symbols of %d values in the source, %d of %d in the target; they must be equal"
              .formatted(source, encoder.inputSize(), target, fed));
    }
    if (source < 2 || target < 2) {
      throw new IllegalArgumentException(
          "%d and %d symbols; a language has a border and at least one more"
              .formatted(source, target));
    }
    Rates.requireShare("dropout", dropout);
    Rates.requireShare("smoothing", smoothing);
  }

  /// Additive attention, fed output, separate vectors, no noise.
  public static TranslatorSpec of(
      RecurrentSpec<?> encoder, RecurrentSpec<?> decoder, int source, int target) {
    return new TranslatorSpec(
        encoder,
        decoder,
        source,
        target,
        Looking.ADDITIVE,
        decoder.inputSize() == 2 * encoder.inputSize() ? Feeding.OUTPUT : Feeding.NONE,
        Tables.SEPARATE,
        0,
        0);
  }

  /// With another way to look back.
  public TranslatorSpec attention(Looking value) {
    return new TranslatorSpec(
        encoder, decoder, source, target, value, feeding, tables, dropout, smoothing);
  }

  /// With other tables.
  public TranslatorSpec tables(Tables value) {
    return new TranslatorSpec(
        encoder, decoder, source, target, attention, feeding, value, dropout, smoothing);
  }

  /// With dropout and smoothing.
  public TranslatorSpec regularised(double newDropout, double newSmoothing) {
    return new TranslatorSpec(
        encoder, decoder, source, target, attention, feeding, tables, newDropout, newSmoothing);
  }

  /// E, the values of a target symbol's vector.
  int vector() {
    return feeding == Feeding.OUTPUT ? decoder.inputSize() / 2 : decoder.inputSize();
  }
}
