package dev.sluice.core.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.nn.Init;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Products with a frozen matrix, which is packed once: the bits of one that is packed each time.
class FrozenProductTest {
  private static Tensor random(int rows, int columns, long seed) {
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = Seed.of(seed).normal(i);
    }
    return Tensor.of(Shape.of(rows, columns), values);
  }

  private static Parameter frozen(Tensor matrix) {
    Parameters loaded = Parameters.loaded(java.util.Map.of("w", matrix));
    loaded.root().parameter("w", matrix.shape(), Init.zeros());
    return loaded.complete().freeze().root().parameter("w", matrix.shape(), Init.zeros());
  }

  /// Deeper than one block of the product, and with more rows.
  @ParameterizedTest
  @CsvSource({"1,3,5", "3,17,33", "130,65,1500", "2,40,2100"})
  void sameBits(int rows, int outputs, int inputs) {
    Tensor x = random(rows, inputs, 1);
    Tensor w = random(outputs, inputs, 2);
    Tensor turned = random(inputs, outputs, 3);
    Parameter frozen = frozen(w);
    Parameter frozenTurned = frozen(turned);
    for (int threads = 1; threads <= 2; threads++) {
      try (Workspace workspace = Workspace.threads(threads)) {
        for (int run = 0; run < 2; run++) {
          try (Tape tape = workspace.inference()) {
            Var left = tape.constant(x);
            assertThat(Ops.affine(left, tape.parameter(frozen), null).copy().data())
                .isEqualTo(Ops.affine(left, tape.constant(w), null).copy().data());
            assertThat(left.matmul(tape.parameter(frozenTurned)).copy().data())
                .isEqualTo(left.matmul(tape.constant(turned)).copy().data());
          }
        }
      }
    }
  }

  /// Two packed forms of one matrix.
  @Test
  void oneMatrixBothWays() {
    Tensor x = random(4, 9, 1);
    Tensor w = random(9, 9, 2);
    Parameter frozen = frozen(w);
    try (Workspace workspace = Workspace.threads(1);
        Tape tape = workspace.inference()) {
      Var left = tape.constant(x);
      assertThat(Ops.affine(left, tape.parameter(frozen), null).copy().data())
          .isEqualTo(Ops.affine(left, tape.constant(w), null).copy().data());
      assertThat(left.matmul(tape.parameter(frozen)).copy().data())
          .isEqualTo(left.matmul(tape.constant(w)).copy().data());
    }
  }
}
