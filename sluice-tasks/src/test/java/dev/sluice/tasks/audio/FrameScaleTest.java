package dev.sluice.tasks.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.stream.NotStreamable;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FrameScaleTest {
  private static final float[] MEAN = {1, -2, 0.5f};
  private static final float[] DEVIATION = {2, 0.5f, 1};
  private static final int STEPS = 50;

  private static FrameScale scale(Normalisation mode) {
    return new FrameScale(mode, MEAN, DEVIATION, 8);
  }

  /// The last band never changes; one row more than there are frames.
  private static float[] frames() {
    float[] frames = Signals.noise((STEPS + 1) * 3, 8000, 11).samples();
    for (int t = 0; t <= STEPS; t++) {
      frames[3 * t] = 20 * frames[3 * t] + 4;
      frames[3 * t + 2] = 0.75f;
    }
    return frames;
  }

  @Test
  void trainingMeansAreTheSameForAll() {
    float[] frames = frames();
    float[] scaled = frames.clone();
    scale(Normalisation.TRAINING).apply(scaled, STEPS);
    for (int i = 0; i < STEPS * 3; i++) {
      double wanted = (frames[i] - (double) MEAN[i % 3]) / DEVIATION[i % 3];
      assertThat((double) scaled[i]).isCloseTo(wanted, within(1e-6));
    }
    assertThat(Arrays.copyOfRange(scaled, STEPS * 3, STEPS * 3 + 3))
        .containsExactly(Arrays.copyOfRange(frames, STEPS * 3, STEPS * 3 + 3));
  }

  @Test
  void utterancesHaveTheirOwn() {
    float[] frames = frames();
    float[] scaled = frames.clone();
    scale(Normalisation.UTTERANCE).apply(scaled, STEPS);
    for (int d = 0; d < 2; d++) {
      double sum = 0;
      double squares = 0;
      for (int t = 0; t < STEPS; t++) {
        sum += scaled[3 * t + d];
        squares += (double) scaled[3 * t + d] * scaled[3 * t + d];
      }
      assertThat(sum / STEPS).isCloseTo(0, within(1e-6));
      assertThat(squares / STEPS).isCloseTo(1, within(1e-5));
      assertThat(scaled[d] > scaled[3 + d]).isEqualTo(frames[d] > frames[3 + d]);
    }
    for (int t = 0; t < STEPS; t++) {
      assertThat(scaled[3 * t + 2]).isZero();
    }
    assertThat(scaled[STEPS * 3]).isEqualTo(frames[STEPS * 3]);
    float[] two = {0, 0, 0.7f, 0, 0, 0.8f}; // a deviation of 0.05, where 0.1 is the least
    scale(Normalisation.UTTERANCE).apply(two, 2);
    assertThat(two[2]).isCloseTo(-0.5f, within(1e-5f));
    assertThat(two[5]).isCloseTo(0.5f, within(1e-5f));
    scale(Normalisation.UTTERANCE).apply(new float[0], 0);
  }

  @Test
  void runningMeansForget() {
    float[] frames = frames();
    float[] scaled = frames.clone();
    scale(Normalisation.RUNNING).apply(scaled, STEPS);
    for (int d = 0; d < 3; d++) {
      // Weighted sums over all that came before, the training data first.
      for (int t = 0; t < STEPS; t++) {
        double old = Math.pow(7.0 / 8, t + 1.0);
        double mean = old * MEAN[d];
        double square = old * (DEVIATION[d] * DEVIATION[d] + MEAN[d] * MEAN[d]);
        for (int s = 0; s <= t; s++) {
          double weight = Math.pow(7.0 / 8, t - s) / 8;
          mean += weight * frames[3 * s + d];
          square += weight * frames[3 * s + d] * frames[3 * s + d];
        }
        double deviation = Math.max(Math.sqrt(square - mean * mean), DEVIATION[d] / 2);
        double wanted = (frames[3 * t + d] - mean) / deviation;
        assertThat((double) scaled[3 * t + d]).isCloseTo(wanted, within(1e-5));
      }
    }
    assertThat(scaled[STEPS * 3]).isEqualTo(frames[STEPS * 3]);
  }

  @Test
  void streamsGiveTheSameBits() {
    for (Normalisation mode : Normalisation.values()) {
      FrameScale scale = scale(mode);
      if (!scale.streams()) {
        assertThatThrownBy(scale::stream)
            .isInstanceOf(NotStreamable.class)
            .hasMessageContaining("train with RUNNING or TRAINING");
        continue;
      }
      float[] whole = frames();
      scale.apply(whole, STEPS);
      ScaleStream stream = scale.stream();
      float[] frames = frames();
      for (int t = 0; t < STEPS; t++) {
        float[] frame = Arrays.copyOfRange(frames, 3 * t, 3 * t + 3);
        stream.apply(frame);
        assertThat(frame).containsExactly(Arrays.copyOfRange(whole, 3 * t, 3 * t + 3));
      }
      assertThatThrownBy(() -> stream.apply(new float[2])).hasMessageContaining("2 numbers");
    }
    assertThat(scale(Normalisation.UTTERANCE).streams()).isFalse();
    assertThat(scale(Normalisation.RUNNING).streams()).isTrue();
  }

  @Test
  void statisticsAreThoseOfAllFrames() {
    float[] frames = new float[40];
    for (int i = 0; i < 40; i++) {
      frames[i] = 1e4f + i * i % 13 + i % 2 * 100;
    }
    FrameStatistics statistics = new FrameStatistics(2);
    statistics.add(frames, 3);
    statistics.add(new float[0], 0);
    statistics.add(Arrays.copyOfRange(frames, 6, 40), 16); // the last frame is not meant
    assertThat(statistics.count()).isEqualTo(19);
    FrameScale scale = statistics.scale(Normalisation.RUNNING);
    assertThat(scale.mode()).isEqualTo(Normalisation.RUNNING);
    assertThat(scale.memory()).isEqualTo(300);
    for (int d = 0; d < 2; d++) {
      double mean = 0;
      for (int t = 0; t < 19; t++) {
        mean += frames[2 * t + d] / 19.0;
      }
      double squares = 0;
      for (int t = 0; t < 19; t++) {
        squares += Math.pow(frames[2 * t + d] - mean, 2) / 19;
      }
      assertThat(scale.mean()[d]).isEqualTo((float) mean);
      assertThat((double) scale.deviation()[d]).isCloseTo(Math.sqrt(squares), within(1e-6));
    }
  }

  @Test
  void itIsAValue() {
    float[] mean = MEAN.clone();
    FrameScale scale = FrameScale.of(Normalisation.TRAINING, mean, DEVIATION);
    mean[0] = 9;
    scale.mean()[0] = 9;
    scale.deviation()[0] = 9;
    assertThat(scale)
        .isEqualTo(new FrameScale(Normalisation.TRAINING, MEAN, DEVIATION, 300))
        .hasSameHashCodeAs(new FrameScale(Normalisation.TRAINING, MEAN, DEVIATION, 300))
        .isNotEqualTo(scale.mode(Normalisation.RUNNING))
        .isNotEqualTo(scale.memory(5))
        .isNotEqualTo(FrameScale.of(Normalisation.TRAINING, mean, DEVIATION))
        .isNotEqualTo(FrameScale.of(Normalisation.TRAINING, MEAN, new float[] {2, 0.5f, 3}));
    assertThat(scale.width()).isEqualTo(3);
    assertThat(scale)
        .hasToString(
            "FrameScale[TRAINING, mean=[1.0, -2.0, 0.5], deviation=[2.0, 0.5, 1.0], memory=300]");
  }

  @Test
  void wrongNumbersAreRefused() {
    assertThatThrownBy(() -> FrameScale.of(Normalisation.RUNNING, MEAN, new float[2]))
        .hasMessageContaining("3 means and 2 deviations");
    assertThatThrownBy(() -> FrameScale.of(Normalisation.RUNNING, MEAN, new float[] {1, 0, 1}))
        .hasMessageContaining("band 1 has mean -2.0 and deviation 0.0");
    assertThatThrownBy(() -> scale(Normalisation.RUNNING).memory(0))
        .hasMessageContaining("a memory of 0 frames");
    assertThatThrownBy(() -> scale(Normalisation.UTTERANCE).apply(new float[8], 3))
        .hasMessageContaining("8 numbers are not the 3 frames of 3");
    assertThatThrownBy(() -> new FrameStatistics(2).scale(Normalisation.RUNNING))
        .hasMessageContaining("no frames");
    FrameStatistics same = new FrameStatistics(1);
    same.add(new float[] {0.1f, 0.1f, 0.1f}, 3);
    assertThatThrownBy(() -> same.scale(Normalisation.RUNNING)).hasMessageContaining("band 0");
  }
}
