package dev.sluice.tasks.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EditDistanceTest {
  @Test
  void distances() {
    assertThat(EditDistance.of(List.of(), List.of())).isZero();
    assertThat(EditDistance.of(List.of(), List.of(1, 2))).isEqualTo(2);
    assertThat(EditDistance.of(List.of("K", "I", "T"), List.of("S", "I", "T", "N"))).isEqualTo(2);
    assertThat(EditDistance.of(List.of("A", "B"), List.of("B", "A"))).isEqualTo(2);
    assertThat(EditDistance.of(List.of(1, 2, 3, 4), List.of(2, 3, 4, 5))).isEqualTo(2);
  }

  @Test
  void theTableHasThatOfAllBeginnings() {
    assertThat(EditDistance.table(List.of("a", "b"), List.of("b")))
        .isDeepEqualTo(new int[][] {{0, 1}, {1, 1}, {2, 1}});
  }
}
