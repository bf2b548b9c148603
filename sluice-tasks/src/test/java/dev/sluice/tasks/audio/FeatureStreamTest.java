package dev.sluice.tasks.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.sluice.testing.RandomSeed;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A stream of samples makes the frames that the whole sound has, bit for bit.
class FeatureStreamTest {
  private static final long SEED = RandomSeed.forClass(FeatureStreamTest.class);
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// The compiler decides when the warm-up ends; what allocates for ever fails here.
  private static final long LONGEST_WARMUP = 30_000_000_000L;

  private record Case(FeatureSpec spec, int rate) {}

  static List<Case> cases() {
    FeatureSpec spec = FeatureSpec.of(8000).preEmphasis(0.97);
    return List.of(
        new Case(FeatureSpec.of(8000), 8000),
        new Case(spec.frames(200, 200), 8000),
        new Case(spec.frames(200, 333), 8000),
        new Case(spec.frames(199, 1).mfcc(7), 8000),
        new Case(spec, 16000),
        new Case(spec, 11025));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void piecesGiveTheSameBits(Case one) {
    Features features = Features.of(one.spec);
    int width = features.width();
    Random random = new Random(SEED);
    for (int most : new int[] {1, 7, 200, 5000}) {
      Sound sound = Signals.noise(2000 + random.nextInt(300), one.rate, SEED);
      float[] whole = features.of(sound);
      float[] frames = new float[whole.length];
      int[] steps = {0};
      FeatureStream stream =
          features.stream(
              one.rate, frame -> System.arraycopy(frame, 0, frames, width * steps[0]++, width));
      float[] samples = sound.samples();
      for (int at = 0; at < samples.length; ) {
        int end = Math.min(samples.length, at + random.nextInt(most + 1));
        stream.push(samples, at, end);
        at = end;
        if (one.rate == one.spec.rate()) {
          assertThat(steps[0]).as("as soon as they are there").isEqualTo(one.spec.steps(at));
        }
      }
      stream.finish();
      assertThat(frames).isEqualTo(whole);
      assertThat(stream.frames()).isEqualTo(features.steps(sound)).isEqualTo(steps[0]);
    }
  }

  @Test
  void whatIsNotFiniteIsNotTaken() {
    Features features = Features.of(FeatureSpec.of(8000));
    for (int rate : new int[] {8000, 16000}) {
      float[] last = new float[40];
      FeatureStream stream =
          features.stream(rate, frame -> System.arraycopy(frame, 0, last, 0, 40));
      Sound sound = Signals.noise(rate / 40, rate, 9);
      float[] wrong = {0.5f, Float.POSITIVE_INFINITY};
      assertThatThrownBy(() -> stream.push(wrong, 0, 2)).hasMessageContaining("is Infinity");
      stream.push(sound.raw(), 0, sound.length());
      stream.finish();
      assertThat(last).isEqualTo(features.of(sound));
    }
  }

  @Test
  void aPieceAllocatesNothing() {
    Features features = Features.of(FeatureSpec.of(8000).mfcc(13));
    FrameScale scale = new FrameScale(Normalisation.RUNNING, new float[13], ones(13), 100);
    for (int rate : new int[] {8000, 16000, 11025, 44101}) {
      ScaleStream normalised = scale.stream();
      FeatureStream stream = features.stream(rate, normalised::apply);
      Pcm pcm = new Pcm();
      byte[] bytes = new byte[1001];
      new Random(SEED).nextBytes(bytes);
      float[] samples = new float[501];
      long allocated = Long.MAX_VALUE;
      for (long start = System.nanoTime();
          allocated > 0 && System.nanoTime() - start < LONGEST_WARMUP; ) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 100; i++) {
          stream.push(samples, 0, pcm.decode(bytes, 0, bytes.length, samples));
        }
        allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
      }
      assertThat(allocated).as("bytes at %d Hz", rate).isZero();
    }
  }

  private static float[] ones(int count) {
    float[] ones = new float[count];
    Arrays.fill(ones, 1);
    return ones;
  }
}
