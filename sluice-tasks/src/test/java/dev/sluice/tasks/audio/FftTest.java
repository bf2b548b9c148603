package dev.sluice.tasks.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FftTest {
  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8, 16, 64, 256, 1024})
  void itIsTheDefinition(int n) {
    double[] x = new double[n];
    for (int j = 0; j < n; j++) {
      x[j] = Signals.noise(n, 8000, n).raw()[j];
    }
    double[] before = x.clone();
    double[] re = new double[n / 2 + 1];
    double[] im = new double[n / 2 + 3];
    Fft fft = Fft.of(n);
    for (int again = 0; again < 2; again++) {
      fft.forward(x, re, im);
      assertThat(x).containsExactly(before);
      for (int k = 0; k <= n / 2; k++) {
        double wantedRe = 0;
        double wantedIm = 0;
        for (int j = 0; j < n; j++) {
          double angle = -2 * Math.PI * ((long) j * k % n) / n;
          wantedRe += x[j] * Math.cos(angle);
          wantedIm += x[j] * Math.sin(angle);
        }
        // Values below 1, sums of n of them, rounded n times at worst.
        assertThat(re[k]).as("re %d", k).isCloseTo(wantedRe, within(n * 1e-15));
        assertThat(im[k]).as("im %d", k).isCloseTo(wantedIm, within(n * 1e-15));
      }
    }
  }

  @Test
  void wrongSizesAreRefused() {
    for (int n : new int[] {-2, 0, 1, 3, 48, 1 << 21}) {
      assertThatThrownBy(() -> Fft.of(n)).hasMessageContaining("a power of two in [2, 1048576]");
    }
    assertThatThrownBy(() -> Fft.of(8).forward(new double[8], new double[5], new double[4]))
        .hasMessageContaining("at least 5 each");
    assertThatThrownBy(() -> Fft.of(8).forward(new double[9], new double[5], new double[5]))
        .hasMessageContaining("this transform takes 8");
  }
}
