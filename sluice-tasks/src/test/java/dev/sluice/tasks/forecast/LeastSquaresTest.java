package dev.sluice.tasks.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeastSquaresTest {
  /// The residual of the best fit is orthogonal to every column.
  @ParameterizedTest(name = "{0} rows, {1} columns, seed {2}")
  @CsvSource({"1, 1, 1", "5, 5, 2", "40, 3, 3", "200, 19, 4"})
  void residualIsOrthogonalToTheColumns(int rows, int columns, long seed) {
    var random = new SplittableRandom(seed);
    double[][] a = new double[rows][columns];
    double[] b = new double[rows];
    for (int i = 0; i < rows; i++) {
      b[i] = random.nextDouble(-3, 3);
      for (int j = 0; j < columns; j++) {
        a[i][j] = random.nextDouble(-1, 1) + j;
      }
    }
    double[][] copy = new double[rows][];
    for (int i = 0; i < rows; i++) {
      copy[i] = a[i].clone();
    }
    double[] w = LeastSquares.solve(copy, b.clone());
    for (int j = 0; j < columns; j++) {
      double dot = 0;
      for (int i = 0; i < rows; i++) {
        double residual = b[i];
        for (int k = 0; k < columns; k++) {
          residual -= a[i][k] * w[k];
        }
        dot += residual * a[i][j];
      }
      assertThat(dot).isCloseTo(0, within(1e-9));
    }
  }

  @Test
  void dependentColumnsAreRefused() {
    double[][] a = {{1, 2}, {2, 4}, {3, 6}};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LeastSquares.solve(a, new double[] {1, 2, 3}))
        .withMessageContaining("column 1");
  }

  @Test
  void quantilesLieBetweenOrderStatistics() {
    double[] sorted = {1, 2, 4, 8};
    assertThat(Quantiles.of(sorted, 0)).isEqualTo(1);
    assertThat(Quantiles.of(sorted, 0.5)).isEqualTo(3);
    assertThat(Quantiles.of(sorted, 0.9)).isCloseTo(6.8, within(1e-12));
    assertThat(Quantiles.of(sorted, 1)).isEqualTo(8);
    assertThat(Quantiles.of(new double[] {5}, 0.1)).isEqualTo(5);
  }
}
