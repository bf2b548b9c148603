package dev.sluice.train.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlateauTest {
  private static List<Double> scales(Plateau plateau, double... losses) {
    List<Double> scales = new ArrayList<>();
    Plateau.Standing standing = Plateau.Standing.START;
    for (double loss : losses) {
      standing = plateau.next(standing, loss);
      scales.add(standing.scale());
    }
    return scales;
  }

  @Test
  void lowersAfterPatienceAndCountsAnew() {
    assertThat(scales(Plateau.of(0.5, 2), 3, 2, 2, 2.5, 2, 2, 1, 1.5, 1.2))
        .containsExactly(1.0, 1.0, 1.0, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125);
  }

  @Test
  void aFallWithinTheThresholdIsNone() {
    double[] losses = {1, 0.995, 0.991, 0.98};
    assertThat(scales(Plateau.of(0.5, 2).threshold(0.01), losses))
        .containsExactly(1.0, 1.0, 0.5, 0.5);
    assertThat(scales(Plateau.of(0.5, 2).threshold(0), losses)).containsOnly(1.0);
    // Losses may be negative: the threshold is relative to their size.
    assertThat(scales(Plateau.of(0.5, 1).threshold(0.1), -1, -1.05, -1.2))
        .containsExactly(1.0, 0.5, 0.5);
  }

  @Test
  void neverBelowTheLowest() {
    assertThat(scales(Plateau.of(0.1, 1).lowest(0.05), 1, 1, 1, 1))
        .containsExactly(1.0, 0.1, 0.05, 0.05);
  }

  @Test
  void misuseIsSaid() {
    assertThatThrownBy(() -> Plateau.of(1, 3)).hasMessageContaining("(0, 1), not 1");
    assertThatThrownBy(() -> Plateau.of(0.5, 0)).hasMessageContaining("at least 1, not 0");
    assertThatThrownBy(() -> Plateau.of(0.5, 1).threshold(-1)).hasMessageContaining("threshold");
    assertThatThrownBy(() -> Plateau.of(0.5, 1).lowest(1)).hasMessageContaining("lowest");
  }
}
