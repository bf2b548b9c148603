package dev.sluice.tasks.classify;

import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.SeqIds;
import dev.sluice.tasks.words.WordBatch;

/// Samples as a network takes them, packed.
public sealed interface Sequences {
  /// The lengths of the samples.
  Lengths lengths();

  /// Characters or sub-words.
  record Ids(SeqIds ids, Lengths lengths) implements Sequences {}

  /// Words.
  record Words(WordBatch words) implements Sequences {
    @Override
    public Lengths lengths() {
      return words.lengths();
    }
  }

  /// Numbers, normalised.
  record Values(Seq values) implements Sequences {
    @Override
    public Lengths lengths() {
      return values.lengths();
    }
  }
}
