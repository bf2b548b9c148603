package dev.sluice.core.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SplitTest {
  @Test
  void sharesCoverTheRangeInWholeBlocks() {
    for (int length : new int[] {0, 1, 2, 5, 6, 7, 47, 48, 49, 1000, 1009}) {
      for (int block : new int[] {1, 6, 48}) {
        for (int shares : new int[] {1, 2, 3, 4, 64}) {
          check(Split.of(length, block, shares), shares);
        }
      }
    }
  }

  private static void check(Split split, int shares) {
    assertThat(split.count()).isBetween(1, shares);
    assertThat(split.begin(0)).isZero();
    assertThat(split.end(split.count() - 1)).isEqualTo(split.length());
    int shortest = split.length();
    for (int i = 0; i < split.count(); i++) {
      assertThat(split.begin(i) % split.block()).isZero();
      assertThat(split.end(i)).isGreaterThanOrEqualTo(split.begin(i));
      assertThat(split.end(i) - split.begin(i)).isLessThanOrEqualTo(split.longest());
      shortest = Math.min(shortest, split.end(i) - split.begin(i));
    }
    // at most one block apart, and what the last block lacks
    assertThat(split.longest() - shortest).isLessThan(2 * split.block());
  }

  @Test
  void largeRangesDoNotOverflow() {
    Split split = Split.of(Integer.MAX_VALUE, 48, 7);
    assertThat(split.count()).isEqualTo(7);
    check(split, 7);
  }

  @Test
  void nonsenseIsRefused() {
    assertThatThrownBy(() -> Split.of(-1, 1, 1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> Split.of(1, 0, 1)).hasMessageContaining("blocks of 0");
    assertThatThrownBy(() -> Split.of(1, 1, 0)).hasMessageContaining("0 shares");
  }
}
