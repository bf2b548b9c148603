package dev.sluice.tasks.translate;

import dev.sluice.core.tensor.SeqIds;

/// Pairs of sequences to learn from.
///
/// @param source each with the border behind it
/// @param target each with the border behind it
public record PairBatch(SeqIds source, SeqIds target) {
  /// As many targets as sources.
  public PairBatch {
    if (source.lengths().batch() != target.lengths().batch()) {
      throw new IllegalArgumentException(
          "%d sources and %d targets; each pair has one of each"
              .formatted(source.lengths().batch(), target.lengths().batch()));
    }
  }
}
