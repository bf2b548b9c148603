package dev.sluice.tasks.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WarpTest {
  private static final FeatureSpec SPEC = FeatureSpec.of(8000).bands(30);

  @Test
  void frequenciesMoveInTwoStraightLinesThatMeet() {
    for (int percent : new int[] {70, 90, 115, 140}) {
      Warp warp = new Warp(percent);
      double knee = 0.75 * 4000 * Math.min(1, 100.0 / percent);
      assertThat(warp.of(0, SPEC)).isZero();
      assertThat(warp.of(knee / 2, SPEC)).isCloseTo(percent / 100.0 * knee / 2, within(1e-9));
      assertThat(warp.of(knee + 1e-9, SPEC)).isCloseTo(percent / 100.0 * knee, within(1e-6));
      assertThat(warp.of(4000, SPEC)).isEqualTo(4000);
      double middle = (percent / 100.0 * knee + 4000) / 2;
      assertThat(warp.of((knee + 4000) / 2, SPEC)).isCloseTo(middle, within(1e-9));
    }
  }

  @Test
  void aHigherVoiceIsSeenAsALowerOne() {
    Features plain = Features.of(SPEC);
    Features warped = plain.warped(new Warp(125));
    for (double hertz : new double[] {300, 500, 900, 1700}) {
      int seen = strongest(plain.of(Signals.tone(hertz, 0.5, 400, 8000)));
      Sound higher = Signals.tone(1.25 * hertz, 0.5, 400, 8000);
      assertThat(strongest(warped.of(higher))).isEqualTo(seen);
      assertThat(strongest(plain.of(higher))).isGreaterThan(seen);
    }
  }

  /// The band of the first frame with the most power.
  private static int strongest(float... frames) {
    int best = 0;
    for (int b = 1; b < SPEC.bands(); b++) {
      best = frames[b] > frames[best] ? b : best;
    }
    return best;
  }

  @Test
  void noWarpChangesNothing() {
    Sound sound = Signals.chirp(1600, 8000);
    Features plain = Features.of(SPEC);
    assertThat(plain.warped(Warp.NONE).of(sound)).isEqualTo(plain.of(sound));
    assertThat(plain.warped(new Warp(101)).of(sound)).isNotEqualTo(plain.of(sound));
    assertThat(plain.warped(new Warp(120)).warped(Warp.NONE).of(sound)).isEqualTo(plain.of(sound));
  }

  @Test
  void warpsHaveLimits() {
    assertThatThrownBy(() -> new Warp(69)).hasMessageContaining("69 %");
    assertThatThrownBy(() -> new Warp(141)).hasMessageContaining("141 %");
  }
}
