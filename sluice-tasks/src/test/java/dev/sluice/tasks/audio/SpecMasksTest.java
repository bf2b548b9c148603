package dev.sluice.tasks.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.tensor.Seed;
import org.junit.jupiter.api.Test;

class SpecMasksTest {
  private static final int STEPS = 30;
  private static final float[] MEAN = {-1, -2, -3, -4, -5, -6};
  private static final int WIDTH = MEAN.length;

  /// One more row than there are frames, which no mask may touch.
  private static float[] frames() {
    float[] frames = new float[(STEPS + 1) * WIDTH];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = i + 1;
    }
    return frames;
  }

  private static boolean masked(float[] frames, int t, int d) {
    float value = frames[t * WIDTH + d];
    assertThat(value).isIn(MEAN[d], (float) (t * WIDTH + d + 1));
    return value == MEAN[d];
  }

  @Test
  void bandsAreMaskedFromStartToEnd() {
    SpecMasks masks = SpecMasks.NONE.bands(1, 3);
    boolean[][] seen = new boolean[4][WIDTH]; // by count and first
    for (int i = 0; i < 300; i++) {
      float[] frames = frames();
      masks.apply(frames, STEPS, MEAN, Seed.of(i));
      int first = -1;
      int count = 0;
      for (int d = 0; d < WIDTH; d++) {
        boolean wanted = masked(frames, 0, d);
        for (int t = 0; t < STEPS; t++) {
          assertThat(masked(frames, t, d)).isEqualTo(wanted);
        }
        first = wanted && first < 0 ? d : first;
        count += wanted ? 1 : 0;
        assertThat(wanted).isEqualTo(first >= 0 && d < first + count);
        assertThat(masked(frames, STEPS, d)).isFalse();
      }
      seen[count][Math.max(first, 0)] = true;
    }
    assertThat(seen[0][0]).isTrue();
    assertThat(seen[1]).containsOnly(true);
    assertThat(seen[2]).containsExactly(true, true, true, true, true, false);
    assertThat(seen[3]).containsExactly(true, true, true, true, false, false);
  }

  @Test
  void timeIsMaskedFromBandToBand() {
    SpecMasks masks = SpecMasks.NONE.time(1, 7, 0.1);
    boolean[][] seen = new boolean[4][STEPS];
    for (int i = 0; i < 2000; i++) {
      float[] frames = frames();
      masks.apply(frames, STEPS, MEAN, Seed.of(i));
      int first = -1;
      int count = 0;
      for (int t = 0; t < STEPS; t++) {
        boolean wanted = masked(frames, t, 0);
        for (int d = 0; d < WIDTH; d++) {
          assertThat(masked(frames, t, d)).isEqualTo(wanted);
        }
        first = wanted && first < 0 ? t : first;
        count += wanted ? 1 : 0;
        assertThat(wanted).isEqualTo(first >= 0 && t < first + count);
      }
      assertThat(masked(frames, STEPS, 0)).isFalse();
      assertThat(count).as("a tenth of 30").isLessThanOrEqualTo(3);
      seen[count][Math.max(first, 0)] = true;
    }
    assertThat(seen[1]).containsOnly(true);
    assertThat(seen[3][27]).isTrue();
    assertThat(seen[3][28]).isFalse();
  }

  @Test
  void manyMasksAreDrawnApart() {
    float[] frames = frames();
    SpecMasks.NONE.bands(2, 1).time(3, 2, 1).apply(frames, STEPS, MEAN, Seed.of(5));
    float[] again = frames();
    SpecMasks.NONE.bands(2, 1).time(3, 2, 1).apply(again, STEPS, MEAN, Seed.of(5));
    assertThat(again).containsExactly(frames);
    int most = 0;
    for (int i = 0; i < 100; i++) {
      float[] other = frames();
      SpecMasks.NONE.bands(2, 1).apply(other, STEPS, MEAN, Seed.of(i));
      int bands = 0;
      for (int d = 0; d < WIDTH; d++) {
        bands += masked(other, 0, d) ? 1 : 0;
      }
      most = Math.max(most, bands);
    }
    assertThat(most).isEqualTo(2);
  }

  @Test
  void wrongMasksAreRefused() {
    assertThatThrownBy(() -> SpecMasks.NONE.bands(-1, 2)).hasMessageContaining("-1 masks");
    assertThatThrownBy(() -> SpecMasks.NONE.time(1, 2, 1.5)).hasMessageContaining("not 1.5");
    SpecMasks wide = SpecMasks.NONE.bands(1, WIDTH);
    assertThatThrownBy(() -> wide.apply(frames(), STEPS, MEAN, Seed.of(1)))
        .hasMessageContaining("up to 6 bands leave nothing of frames of 6");
    assertThatThrownBy(() -> SpecMasks.NONE.apply(new float[5], 1, MEAN, Seed.of(1)))
        .hasMessageContaining("5 numbers are not the 1 frames of 6");
    SpecMasks.NONE.time(1, 5, 1).apply(new float[0], 0, MEAN, Seed.of(1));
  }
}
