package dev.sluice.tasks.forecast;

/// Ordinary least squares by Householder QR (Golub and Van Loan 2013, algorithm 5.3.2), in double.
final class LeastSquares {
  private static final double SINGULAR = 1e-10;

  private LeastSquares() {}

  /// The w that minimises |A w − b|.
  ///
  /// @param a `[n][p]` with n ≥ p; overwritten
  /// @param b `[n]`; overwritten
  /// @return `[p]`
  /// @throws IllegalArgumentException if columns depend on each other
  static double[] solve(double[][] a, double[] b) {
    int columns = a[0].length;
    double[] diagonal = new double[columns];
    for (int j = 0; j < columns; j++) {
      double before = norm(a, j, 0);
      double norm = norm(a, j, j);
      if (norm <= SINGULAR * before) {
        throw new IllegalArgumentException(
            "least squares: column "
                + j
                + " depends on the columns before it; the series is too regular or too short");
      }
      diagonal[j] = a[j][j] > 0 ? -norm : norm;
      reflect(a, b, j, diagonal[j]);
    }
    double[] w = new double[columns];
    for (int j = columns - 1; j >= 0; j--) {
      double sum = b[j];
      for (int k = j + 1; k < columns; k++) {
        sum -= a[j][k] * w[k];
      }
      w[j] = sum / diagonal[j];
    }
    return w;
  }

  private static double norm(double[][] a, int column, int from) {
    double squares = 0;
    for (int i = from; i < a.length; i++) {
      squares += a[i][column] * a[i][column];
    }
    return Math.sqrt(squares);
  }

  /// Applies I − 2vvᵀ/vᵀv to the columns right of `j` and to `b`; v replaces column `j`.
  private static void reflect(double[][] a, double[] b, int j, double diagonal) {
    a[j][j] -= diagonal;
    double scale = -diagonal * a[j][j]; // vᵀv / 2
    for (int k = j + 1; k < a[j].length; k++) {
      double dot = 0;
      for (int i = j; i < a.length; i++) {
        dot += a[i][j] * a[i][k];
      }
      for (int i = j; i < a.length; i++) {
        a[i][k] -= dot / scale * a[i][j];
      }
    }
    double dot = 0;
    for (int i = j; i < a.length; i++) {
      dot += a[i][j] * b[i];
    }
    for (int i = j; i < a.length; i++) {
      b[i] -= dot / scale * a[i][j];
    }
  }
}
