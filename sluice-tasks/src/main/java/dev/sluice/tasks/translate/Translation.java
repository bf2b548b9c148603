package dev.sluice.tasks.translate;

import java.util.List;

/// What was written for a source.
///
/// @param text the translation
/// @param logLikelihood of its symbols and the border behind them, nats
/// @param score by which it was chosen, see [Search]
/// @param ending why it ends
/// @param looks where each of its symbols came from
public record Translation(
    String text, double logLikelihood, double score, Ending ending, List<Look> looks) {
  /// Why a translation ends.
  public enum Ending {
    /// The network ended it.
    COMPLETE,
    /// It grew to the limit of [Search#longest], and was ended there.
    CUT
  }

  /// A symbol and how much the decoder looked at each symbol of the source for it.
  ///
  /// @param symbol what it adds to the text
  /// @param weights over the source's symbols and the border behind them, adding up to 1; empty
  ///   without attention
  public record Look(String symbol, List<Float> weights) {
    /// Copies the list.
    public Look {
      weights = Weights.copyOf(weights);
    }
  }

  /// Copies the lists.
  public Translation {
    looks = List.copyOf(looks);
  }
}
