package dev.sluice.tasks.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SoundGroupsTest {
  private static final SoundGroups GROUPS = new SoundGroups(3, 10);

  @Test
  void soundsOfLikeLengthAreTogether() {
    assertThat(GROUPS.of(3, 1, 2, 1)).containsExactly(new int[] {1, 3, 2}, new int[] {0});
    assertThat(GROUPS.of()).isEmpty();
  }

  @Test
  void aGroupHasNotMoreStepsThanAllowed() {
    assertThat(GROUPS.of(5, 4, 6, 5))
        .containsExactly(new int[] {1, 0}, new int[] {3}, new int[] {2});
    assertThat(GROUPS.of(5, 5, 0)).containsExactly(new int[] {2, 0, 1});
  }

  @Test
  void aLongSoundIsByItself() {
    assertThat(GROUPS.of(1, 1000, 2, 0)).containsExactly(new int[] {3, 0, 2}, new int[] {1});
    assertThat(GROUPS.of(Integer.MAX_VALUE, Integer.MAX_VALUE)).hasSize(2);
  }

  @Test
  void hoursAreNotComputedAtOnce() {
    int[] lengths = new int[32];
    Arrays.fill(lengths, 180_000);
    assertThat(SoundGroups.USUAL.of(lengths)).hasSize(32);
    Arrays.fill(lengths, 900);
    assertThat(SoundGroups.USUAL.of(lengths)).hasSize(1);
  }
}
