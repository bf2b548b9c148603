package dev.sluice.tasks.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.model.ModelException;
import dev.sluice.core.stream.NotStreamable;
import dev.sluice.core.tensor.Seed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AudioInputTest {
  private static Sound noise(int length, int rate, long seed) {
    float[] x = new float[length];
    for (int i = 0; i < length; i++) {
      x[i] = 0.1f * Seed.of(seed).normal(i) * (1 + i % 700) / 700f;
    }
    return Sound.of(x, rate);
  }

  private static AudioInput input(Normalisation how, int stacked) {
    return AudioInput.of(
        FeatureSpec.of(8000).bands(12),
        how,
        stacked,
        List.of(noise(5000, 8000, 1), noise(3000, 8000, 2)));
  }

  @Test
  void stepsAreFramesSideBySide() {
    AudioInput input = input(Normalisation.TRAINING, 3);
    Sound sound = noise(2000, 8000, 3);
    float[] frames = input.frames(sound);
    assertThat(frames.length).isEqualTo(12 * 23);
    assertThat(input.length(sound)).isEqualTo(7);
    assertThat(input.of(sound).rows().shape().dim(1)).isEqualTo(36);
    assertThat(input.of(sound).rows().get(1, 0)).isEqualTo(frames[36]);
    assertThat(input.stepSeconds()).isEqualTo(0.03);
    assertThat(input.leastSeconds()).isEqualTo(0.045);
  }

  @ParameterizedTest
  @EnumSource(names = {"TRAINING", "RUNNING"})
  void aStreamHasTheSameBits(Normalisation how) {
    AudioInput input = input(how, 2).tail(0.1);
    for (int rate : new int[] {8000, 11025}) {
      Sound sound = noise(4000, rate, 4);
      List<Float> steps = new ArrayList<>();
      FeatureStream stream =
          input.stream(
              rate,
              step -> {
                for (float value : step) {
                  steps.add(value);
                }
              });
      float[] samples = sound.samples();
      int cut = 0;
      for (int from = 0; from < samples.length; ) {
        int to = Math.min(samples.length, from + Seed.of(5).below(333, cut++));
        stream.push(samples, from, to);
        from = to;
      }
      float[] tail = Sound.silence(0.1, rate).samples();
      stream.push(tail, 0, tail.length);
      stream.finish();
      assertThat(input.length(sound)).isEqualTo(steps.size() / input.width());
      float[] whole = input.steps(input.frames(sound));
      assertThat(steps).hasSize(whole.length);
      for (int i = 0; i < whole.length; i++) {
        assertThat(steps.get(i)).isEqualTo(whole[i]);
      }
    }
  }

  @Test
  void theUtterancesOwnScaleDoesNotStream() {
    assertThatThrownBy(() -> input(Normalisation.UTTERANCE, 1).stream(8000, step -> {}))
        .isInstanceOf(NotStreamable.class);
  }

  @ParameterizedTest
  @EnumSource
  void comesBackFromItsFile(Normalisation how) {
    AudioInput input = input(how, 4).tail(0.3);
    AudioInput read = AudioJson.read(AudioJson.write(input), "here");
    Sound sound = noise(3000, 16_000, 6);
    assertThat(read.features()).isEqualTo(input.features());
    assertThat(read.scale()).isEqualTo(input.scale());
    assertThat(read.frames(sound)).isEqualTo(input.frames(sound));
    assertThat(read.stacked()).isEqualTo(4);
    assertThat(read.tail()).isEqualTo(0.3);
  }

  @Test
  void aLevelComesBackFromItsFile() {
    AudioInput plain = input(Normalisation.UTTERANCE, 2);
    AudioInput input = AudioInput.of(plain.features().level(-23.5), plain.scale(), 2);
    AudioInput read = AudioJson.read(AudioJson.write(input), "here");
    assertThat(read.features()).isEqualTo(input.features()).isNotEqualTo(plain.features());
  }

  @Test
  void aFileThatClaimsTooMuchIsRefused() {
    String json =
        new String(AudioJson.write(input(Normalisation.TRAINING, 2)), StandardCharsets.UTF_8);
    for (String change :
        List.of(
            "\"bands\":12>\"bands\":60000",
            "\"stacked\":2>\"stacked\":100000000",
            "\"hop\":80>\"hop\":0",
            "\"kind\":\"log_mel\">\"kind\":\"other\"",
            "\"memory\":300>\"memory\":-1")) {
      String[] parts = change.split(">");
      assertThat(json).contains(parts[0]);
      byte[] bytes = json.replace(parts[0], parts[1]).getBytes(StandardCharsets.UTF_8);
      assertThatThrownBy(() -> AudioJson.read(bytes, "here"))
          .as(change)
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("here");
    }
  }
}
