package dev.sluice.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CheckedKernelsTest {
  private final CheckedKernels k = CheckedKernels.of(new ScalarKernels());
  private final float[] six = new float[6];
  private final float[] many = new float[100];

  @Test
  void checkingTwiceIsCheckingOnce() {
    assertThat(CheckedKernels.of(k)).isSameAs(k);
  }

  @Test
  void tooSmall() {
    assertThatThrownBy(() -> k.exp(5, six, 2, many, 0))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("x has 6 floats, expected at least 7: [n] = 5 floats from offset 2 on");
    assertThatThrownBy(() -> k.gruAfter(2, 3, many, 0, many, 0, six, 1, many, 0))
        .hasMessage(
            "hPrev has 6 floats, expected at least 7: [rows,hidden] = 6 floats from offset 1 on");
    assertThatThrownBy(() -> k.lstm(9, 3, many, 0, many, 0, many, 0, many, 0, many, 0))
        .hasMessage(
            "gates has 100 floats, expected at least 108: [rows,4·hidden] = 108 floats from offset 0 on");
  }

  @Test
  void negative() {
    assertThatThrownBy(() -> k.sum(-1, six, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("n is -1, expected 0 or more");
    assertThatThrownBy(() -> k.sum(1, six, -1))
        .hasMessage("the offset of x is -1, expected 0 or more");
  }

  @Test
  void sizesBeyondAnInt() {
    assertThatThrownBy(() -> k.rnnTanh(1 << 20, 1 << 20, many, 0, many, 0))
        .hasMessageContaining("1099511627776");
    assertThatThrownBy(() -> k.packedColumnsSize(1 << 20, 1 << 20))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void matrices() {
    assertThatThrownBy(() -> k.gemm(2, 5, 3, many, 0, many, 0, many, 0, 4))
        .hasMessage("cStride is 4, expected at least the row's length 5: rows must not overlap");
    assertThatThrownBy(() -> k.gemm(2, 5, 3, many, 0, many, 0, six, 0, 5))
        .hasMessageStartingWith("c has 6 floats, expected at least 10: [m,n] = [2,5]");
    assertThatThrownBy(() -> k.packRows(2, 3, six, 1, 3, 1, many, 0))
        .hasMessage(
            "a has 6 floats, expected at least 7: [m,k] = [2,3] from offset 1 on, strides 3 and 1");
    assertThatThrownBy(() -> k.packRows(2, 3, six, 0, -3, 1, many, 0))
        .hasMessage("the strides of a are -3 and 1, expected 0 or more");
  }

  @Test
  void whatFitsRuns() {
    k.gemm(0, 0, 0, six, 6, six, 6, six, 6, 0);
    k.gruAfter(2, 3, many, 82, many, 94, many, 94, six, 0);
    assertThat(six).doesNotContain(Float.NaN);
  }
}
