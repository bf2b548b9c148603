package dev.sluice.core.autodiff;

import dev.sluice.core.tensor.Shape;

/// How two operands of an elementwise operation meet: the result seen as `[rows, columns]`, and the
/// strides (0 where an operand is repeated) of both operands along it.
///
/// ```
/// [R,F] op [R,F]    same shape                          one row of R·F
/// [R,F] op [F]      trailing axes of the larger         the smaller repeats down the rows
/// [R,F] op [R,1]    last axis 1, the others equal       the smaller repeats along the columns
/// [R,F] op []       one value                           repeats everywhere
/// ```
record Spread(Shape shape, int rows, int columns, Strides a, Strides b) {
  /// Element (i, j) of the result meets element `i·row + j·column` of the operand.
  record Strides(int row, int column) {}

  /// @throws IllegalArgumentException if the shapes do not meet, in the words of operation `name`
  static Spread of(String name, Shape a, Shape b) {
    if (a.equals(b)) {
      return new Spread(a, 1, a.size(), new Strides(0, 1), new Strides(0, 1));
    }
    if (isSmaller(b, a)) {
      return small(a, b);
    }
    if (isSmaller(a, b)) {
      Spread mirrored = small(b, a);
      return new Spread(b, mirrored.rows, mirrored.columns, mirrored.b, mirrored.a);
    }
    throw new IllegalArgumentException(
        name
            + ": shapes "
            + a
            + " and "
            + b
            + " do not fit; they must be equal, or one must be the other's trailing axes,"
            + " or have last axis 1 and the others equal, or be one value; reshape() one of them");
  }

  private static Spread small(Shape large, Shape small) {
    if (small.size() == 1) {
      return new Spread(large, 1, large.size(), new Strides(0, 1), new Strides(0, 0));
    }
    if (isTrailing(small, large)) {
      int columns = small.size();
      int rows = columns == 0 ? 0 : large.size() / columns;
      return new Spread(large, rows, columns, new Strides(columns, 1), new Strides(0, 1));
    }
    int columns = large.columns();
    return new Spread(large, large.rows(), columns, new Strides(columns, 1), new Strides(1, 0));
  }

  private static boolean isSmaller(Shape small, Shape large) {
    return small.rank() <= large.rank()
        && (small.size() == 1 || isTrailing(small, large) || isColumn(small, large));
  }

  private static boolean isTrailing(Shape small, Shape large) {
    return fits(small, large, small.rank(), large.rank() - small.rank());
  }

  private static boolean isColumn(Shape small, Shape large) {
    int rank = small.rank();
    return rank > 0
        && rank == large.rank()
        && small.dim(-1) == 1
        && fits(small, large, rank - 1, 0);
  }

  private static boolean fits(Shape small, Shape large, int axes, int shift) {
    for (int i = 0; i < axes; i++) {
      if (small.dim(i) != large.dim(i + shift)) {
        return false;
      }
    }
    return true;
  }
}
