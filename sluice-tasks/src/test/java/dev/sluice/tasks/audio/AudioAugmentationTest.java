package dev.sluice.tasks.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.tensor.Seed;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AudioAugmentationTest {
  private static final Sound SOUND = Signals.chirp(1600, 8000);

  @Test
  void noneChangesNothing() {
    assertThat(AudioAugmentation.none().apply(SOUND, Seed.of(1))).isSameAs(SOUND);
    float[] frames = {1, 2, 3, 4};
    AudioAugmentation.none().mask(frames, 2, 2, Seed.of(1));
    assertThat(frames).containsExactly(1, 2, 3, 4);
  }

  @Test
  void speedIsThatOfATape() {
    Sound tone = Signals.tone(1000, 0.5, 8800, 8000);
    Sound fast = Distortion.speed(tone, 110);
    assertThat(fast.rate()).isEqualTo(8000);
    assertThat(fast.length()).isEqualTo(8000);
    for (int n = 100; n < 7900; n++) {
      double wanted = 0.5 * Math.sin(2 * Math.PI * 1100 * n / 8000);
      assertThat((double) fast.raw()[n]).isCloseTo(wanted, within(1e-3));
    }
    assertThat(Distortion.speed(tone, 80).length()).isEqualTo(11000);
    assertThat(Distortion.speed(tone, 100)).isSameAs(tone);
    assertThatThrownBy(() -> Distortion.speed(tone, 49)).hasMessageContaining("49 %");
    assertThatThrownBy(() -> Distortion.speed(tone, 201)).hasMessageContaining("201 %");
  }

  @Test
  void noiseHasItsRatio() {
    Sound tone = Signals.tone(300, 0.5, 80_000, 8000);
    for (double ratio : new double[] {-5, 0, 20}) {
      Sound noisy = Distortion.noise(tone, ratio, Seed.of(7));
      double power = 0;
      double next = 0; // white: no sample tells of the next
      float before = 0;
      for (int n = 0; n < tone.length(); n++) {
        float noise = noisy.raw()[n] - tone.raw()[n];
        power += noise * noise;
        next += noise * before;
        before = noise;
      }
      double found = 10 * Math.log10(tone.power() * tone.length() / power);
      assertThat(found).isCloseTo(ratio, within(0.1)); // 4 deviations of 80,000 squares
      assertThat(next / power).isCloseTo(0, within(0.015));
    }
    assertThat(Distortion.noise(Sound.silence(1, 8000), 3, Seed.of(1)))
        .isEqualTo(Sound.silence(1, 8000));
    assertThat(Distortion.gain(tone, -20)).isEqualTo(tone.gain(0.1));
  }

  @Test
  void speedsAreDrawnFromTheirRange() {
    AudioAugmentation some = AudioAugmentation.none().speed(98, 101);
    Set<Integer> lengths = new HashSet<>();
    for (int i = 0; i < 60; i++) {
      lengths.add(some.apply(SOUND, Seed.of(i)).length());
    }
    assertThat(lengths).containsExactlyInAnyOrder(1633, 1617, 1600, 1585);
  }

  @Test
  void warpsAreDrawnFromTheirRange() {
    AudioInput input = AudioInput.of(FeatureSpec.of(8000).bands(12), scale(12), 1);
    AudioAugmentation some = AudioAugmentation.none().warp(99, 102);
    Set<List<Float>> seen = new HashSet<>();
    Set<List<Float>> expected = new HashSet<>();
    for (int i = 0; i < 60; i++) {
      seen.add(list(some.warped(input, Seed.of(i)).frames(SOUND)));
    }
    for (int percent = 99; percent <= 102; percent++) {
      expected.add(list(input.warped(new Warp(percent)).frames(SOUND)));
    }
    assertThat(seen).isEqualTo(expected).hasSize(4);
    assertThat(AudioAugmentation.none().warped(input, Seed.of(1))).isSameAs(input);
  }

  @Test
  void allWarpsAreTried() {
    AudioInput input = AudioInput.of(FeatureSpec.of(8000).bands(80), scale(80), 1);
    assertThatThrownBy(() -> AudioAugmentation.none().warp(70, 130).requireWarps(input))
        .hasMessageContaining("at a warp of 70 %")
        .hasMessageContaining("use less warp, fewer bands or a longer window");
    assertThatThrownBy(() -> AudioAugmentation.none().warp(60, 100)).hasMessageContaining("60 %");
    assertThatThrownBy(() -> AudioAugmentation.none().warp(105, 95)).hasMessageContaining("warp");
  }

  private static FrameScale scale(int width) {
    float[] deviation = new float[width];
    Arrays.fill(deviation, 1);
    return FrameScale.of(Normalisation.TRAINING, new float[width], deviation);
  }

  private static List<Float> list(float... values) {
    return IntStream.range(0, values.length).mapToObj(i -> values[i]).toList();
  }

  @Test
  void gainsAreDrawnFromTheirRange() {
    AudioAugmentation some = AudioAugmentation.none().gain(-6, 2);
    double least = 9;
    double most = -9;
    for (int i = 0; i < 200; i++) {
      double power = some.apply(SOUND, Seed.of(i)).power();
      double gain = 10 * Math.log10(power / SOUND.power());
      least = Math.min(least, gain);
      most = Math.max(most, gain);
    }
    assertThat(least).isBetween(-6.001, -5.5);
    assertThat(most).isBetween(1.5, 2.001);
  }

  @Test
  void aShareOfSoundsIsNoisy() {
    AudioAugmentation some = AudioAugmentation.none().noise(0.25, 10, 30);
    int noisy = 0;
    double least = 99;
    double most = 0;
    for (int i = 0; i < 400; i++) {
      Sound varied = some.apply(SOUND, Seed.of(i));
      if (!varied.equals(SOUND)) {
        noisy++;
        double power = 0;
        for (int n = 0; n < SOUND.length(); n++) {
          power += Math.pow(varied.raw()[n] - SOUND.raw()[n], 2);
        }
        double ratio = 10 * Math.log10(SOUND.power() * SOUND.length() / power);
        least = Math.min(least, ratio);
        most = Math.max(most, ratio);
      }
    }
    assertThat(noisy).isBetween(65, 135); // 100 ± 4 deviations
    assertThat(least).isBetween(9.0, 13.0);
    assertThat(most).isBetween(27.0, 31.0);
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    AudioAugmentation all =
        AudioAugmentation.none()
            .speed(90, 110)
            .gain(-6, 6)
            .noise(1, 5, 20)
            .masks(SpecMasks.NONE.bands(2, 3).time(2, 5, 0.5));
    assertThat(all.apply(SOUND, Seed.of(3))).isEqualTo(all.apply(SOUND, Seed.of(3)));
    assertThat(all.apply(SOUND, Seed.of(3))).isNotEqualTo(all.apply(SOUND, Seed.of(4)));
    float[] frames = new float[80];
    Arrays.fill(frames, 5);
    float[] wanted = frames.clone();
    all.mask(frames, 10, 8, Seed.of(3));
    all.masks().apply(wanted, 10, new float[8], Seed.of(3).named("masks"));
    assertThat(frames).isEqualTo(wanted).contains(0f, 5f);
  }

  @Test
  void wrongRangesAreRefused() {
    AudioAugmentation none = AudioAugmentation.none();
    assertThatThrownBy(() -> none.speed(110, 90)).hasMessageContaining("speed from 110.0 to 90.0");
    assertThatThrownBy(() -> none.speed(10, 90)).hasMessageContaining("10 %");
    assertThatThrownBy(() -> none.gain(1, Double.NaN)).hasMessageContaining("gain from 1.0 to NaN");
    assertThatThrownBy(() -> none.noise(1.1, 1, 2)).hasMessageContaining("not 1.1");
    assertThatThrownBy(() -> none.noise(0.5, 2, 1)).hasMessageContaining("ratio of sound");
  }
}
