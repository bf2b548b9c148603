package dev.sluice.core.tensor;

import java.util.Objects;

/// B sequences of ids (words, characters, items) with their lengths, packed `[ΣT]`, see [Lengths].
public final class SeqIds {
  private final int[] ids;
  private final Lengths lengths;

  private SeqIds(int[] ids, Lengths lengths) {
    this.ids = ids;
    this.lengths = lengths;
  }

  /// One array of ids per sequence.
  public static SeqIds of(int[]... sequences) {
    int[] counts = new int[sequences.length];
    for (int b = 0; b < counts.length; b++) {
      counts[b] = sequences[b].length;
    }
    Lengths lengths = Lengths.of(counts);
    int[] ids = new int[lengths.rows()];
    for (int b = 0; b < counts.length; b++) {
      for (int t = 0; t < counts[b]; t++) {
        ids[lengths.row(b, t)] = sequences[b][t];
      }
    }
    return new SeqIds(ids, lengths);
  }

  /// The same sequences with these sample ids, one per sequence.
  public SeqIds samples(long... samples) {
    return new SeqIds(ids, lengths.samples(samples));
  }

  /// The same sequences moved one step to the right behind `first`: a decoder's input for this
  /// target.
  public SeqIds shiftedRight(int first) {
    int[] shifted = new int[ids.length];
    for (int b = 0; b < lengths.batch(); b++) {
      for (int t = 0; t < lengths.length(b); t++) {
        shifted[lengths.row(b, t)] = t == 0 ? first : ids[lengths.row(b, t - 1)];
      }
    }
    return new SeqIds(shifted, lengths);
  }

  /// The id at packed row `row`.
  public int id(int row) {
    return ids[Objects.checkIndex(row, ids.length)];
  }

  /// The packed ids (a copy).
  public int[] toArray() {
    return ids.clone();
  }

  /// The lengths and the packing plan.
  public Lengths lengths() {
    return lengths;
  }

  @Override
  public String toString() {
    return "SeqIds of " + lengths;
  }
}
