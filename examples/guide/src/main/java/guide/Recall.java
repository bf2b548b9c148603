package guide;

import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Tensor;

/// A synthetic memory task in the manner of Hochreiter and Schmidhuber 1997: the first step shows
/// one of four symbols, every later step one of four others at random, and at the end the first is
/// asked for. Guessing is right in 25 %.
final class Recall {
  static final int SYMBOLS = 4;
  static final int INPUTS = 2 * SYMBOLS;

  private Recall() {}

  /// Sequences of this length: one-hot `[ΣT,8]`, ids of the first symbols `[B]`.
  static Classifier.Source of(int length) {
    return (count, seed) -> sequences(length, count, seed);
  }

  private static Classifier.Labelled sequences(int length, int count, Seed seed) {
    Lengths lengths = Lengths.equal(count, length);
    Tensor rows = Tensor.zeros(lengths.rows(), INPUTS);
    Tensor symbols = Tensor.zeros(count);
    for (int b = 0; b < count; b++) {
      Seed sequence = seed.at(b);
      for (int t = 0; t < length; t++) {
        int symbol = sequence.below(SYMBOLS, t) + (t == 0 ? 0 : SYMBOLS);
        rows.data()[lengths.row(b, t) * INPUTS + symbol] = 1;
      }
      symbols.data()[b] = sequence.below(SYMBOLS, 0);
    }
    return new Classifier.Labelled(Seq.packed(rows, lengths), symbols);
  }
}
