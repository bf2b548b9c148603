package dev.sluice.train.data;

import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/// Packs pieces of examples into a [Batch]: the one copy between data and network.
final class Collate {
  private Collate() {}

  static Batch batch(long number, List<Piece> pieces) {
    Lengths lengths = lengths(pieces);
    Example first = pieces.getFirst().example();
    Per per = first.per();
    int features = first.features();
    int axis = per == Per.STEP ? 1 : 0;
    Shape target = Shape.of(Arrays.stream(first.y().shape().dims()).skip(axis).toArray());
    int rows = per == Per.STEP ? lengths.rows() : pieces.size();
    Tensor x = Tensor.zeros(lengths.rows(), features);
    Tensor y = target.rank() == 0 ? Tensor.zeros(rows) : Tensor.zeros(rows, target.size());
    for (int i = 0; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      check(piece, first);
      for (int t = 0; t < piece.length(); t++) {
        copyRow(piece, "x", piece.from() + t, x, lengths.row(i, t));
        if (per == Per.STEP) {
          copyRow(piece, "y", piece.from() + t, y, lengths.row(i, t));
        }
      }
      if (per == Per.SEQUENCE) {
        copyRow(piece, "y", 0, y, i);
      }
    }
    return new Batch(Seq.packed(x, lengths), new Targets(y, per, lengths), number);
  }

  private static Lengths lengths(List<Piece> pieces) {
    int[] lengths = pieces.stream().mapToInt(Piece::length).toArray();
    long[] samples = pieces.stream().mapToLong(Piece::sample).toArray();
    long[] starts = pieces.stream().mapToLong(Piece::from).toArray();
    return Lengths.of(lengths).samples(samples).starts(starts);
  }

  private static void check(Piece piece, Example first) {
    Example example = piece.example();
    int axes = first.per() == Per.STEP ? 1 : 0;
    boolean fits =
        example.per() == first.per()
            && example.features() == first.features()
            && example.y().shape().rank() == first.y().shape().rank()
            && (first.y().shape().rank() == axes
                || example.y().shape().columns() == first.y().shape().columns());
    if (!fits) {
      throw new IllegalArgumentException(
          "example %d (x %s, y %s per %s) does not fit the others of its batch (x %s, y %s per %s)"
              .formatted(
                  piece.sample(),
                  example.x().shape(),
                  example.y().shape(),
                  example.per(),
                  first.x().shape(),
                  first.y().shape(),
                  first.per()));
    }
  }

  /// Copies row `from` of the piece's `x` or `y` to row `to`, refusing what is not finite: a
  /// network would turn all of a batch into NaN, far from the cause.
  private static void copyRow(Piece piece, String what, int from, Tensor into, int to) {
    float[] source = (what.equals("x") ? piece.example().x() : piece.example().y()).data();
    int columns = into.shape().rank() == 1 ? 1 : into.shape().columns();
    for (int j = 0; j < columns; j++) {
      float value = source[from * columns + j];
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(
            "example %d: %s is %s at step %d, column %d; clean or impute the data first"
                .formatted(piece.sample(), what, value, from, j));
      }
      into.data()[to * columns + j] = value;
    }
  }
}
