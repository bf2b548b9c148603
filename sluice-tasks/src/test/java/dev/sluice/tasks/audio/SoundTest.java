package dev.sluice.tasks.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoundTest {
  @Test
  void samplesAreCopied() {
    float[] samples = {0.25f, -0.5f, 1.5f};
    Sound sound = Sound.of(samples, 8000);
    samples[0] = 9;
    sound.samples()[1] = 9;
    assertThat(sound.samples()).containsExactly(0.25f, -0.5f, 1.5f);
    assertThat(sound.length()).isEqualTo(3);
    assertThat(sound.seconds()).isEqualTo(3 / 8000.0);
    assertThat(sound)
        .isEqualTo(Sound.of(new float[] {0.25f, -0.5f, 1.5f}, 8000))
        .isNotEqualTo(Sound.of(sound.samples(), 8001))
        .hasSameHashCodeAs(Sound.of(sound.samples(), 8000))
        .hasToString("Sound[3 samples, 8000 Hz]");
    assertThat(sound.at(8000)).isSameAs(sound);
    assertThat(sound.at(16000).length()).isEqualTo(6);
  }

  @Test
  void wrongNumbersAreRefused() {
    assertThatThrownBy(() -> Sound.of(new float[] {0, Float.NaN}, 8000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sample 1 of [0, 2) is NaN");
    assertThatThrownBy(() -> Sound.of(new float[1], 999)).hasMessageContaining("999 Hz");
    assertThatThrownBy(() -> Sound.of(new float[1], 384_001)).hasMessageContaining("384001 Hz");
    assertThatThrownBy(() -> Sound.silence(-1, 8000)).hasMessageContaining("-1.0 s");
    assertThatThrownBy(() -> Sound.of(new float[] {1e30f}, 8000).gain(1e30))
        .hasMessageContaining("Infinity");
  }

  @Test
  void soundsAreJoinedAndCut() {
    Sound first = Sound.of(new float[] {0.1f, 0.2f}, 8000);
    Sound joined = Sound.join(List.of(first, Sound.silence(0.00025, 8000), first.gain(-2)));
    assertThat(joined.samples()).containsExactly(0.1f, 0.2f, 0, 0, -0.2f, -0.4f);
    assertThat(joined.part(1, 5).samples()).containsExactly(0.2f, 0, 0, -0.2f);
    assertThatThrownBy(() -> Sound.join(List.of())).hasMessageContaining("no sound");
    assertThatThrownBy(() -> Sound.join(List.of(first, Sound.silence(1, 16000))))
        .hasMessageContaining("8000 and 16000 Hz");
  }

  @Test
  void silenceIsFound() {
    assertThat(Sound.silence(0, 8000).findings()).extracting(Finding::kind).containsExactly(SILENT);
    assertThat(Sound.silence(1, 8000).findings().getFirst().sentence())
        .isEqualTo("the sound is silent: all 8000 samples are 0; check the microphone");
    Sound hum = Signals.tone(50, 0.0009, 800, 8000);
    assertThat(hum.findings()).extracting(Finding::kind).containsExactly(SILENT);
    assertThat(hum.findings().getFirst().sentence()).contains("of 800 samples is 0.00090");
    assertThat(hum.gain(1.2).findings()).isEmpty();
  }

  @Test
  void clippingIsFound() {
    Sound full = Signals.tone(440, 1, 8000, 8000);
    assertThat(full.findings()).isEmpty();
    float[] clipped = full.samples();
    for (int i = 0; i < clipped.length; i++) {
      clipped[i] = Math.clamp(clipped[i] * 3, -1, 1);
    }
    List<Finding> findings = Sound.of(clipped, 8000).findings();
    assertThat(findings).extracting(Finding::kind).containsExactly(Finding.Kind.CLIPPED);
    long limit = 0;
    for (float sample : clipped) {
      limit += Math.abs(sample) == 1 ? 1 : 0;
    }
    assertThat(findings.getFirst().sentence()).contains(limit + " of 8000 samples stand");

    float[] rare = new float[4000];
    Arrays.fill(rare, 0, 3, -1);
    assertThat(Sound.of(rare, 8000).findings()).as("3 of 4000").isEmpty();
    Arrays.fill(rare, 0, 4, -1);
    assertThat(Sound.of(rare, 8000).findings()).as("4 of 4000").hasSize(1);
  }

  @Test
  void tooLoudIsFound() {
    Sound loud = Sound.of(new float[] {0.5f, -1.25f, 1, 1.125f}, 8000);
    assertThat(loud.findings())
        .containsExactly(
            new Finding(
                Finding.Kind.BEYOND,
                "2 of 4 samples lie beyond ±1, the largest at 1.25; scale the sound down"));
  }

  private static final Finding.Kind SILENT = Finding.Kind.SILENT;
}
