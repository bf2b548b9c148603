package dev.sluice.tasks.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.testing.RandomSeed;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplerTest {
  private static final double LEVEL = 0.7;

  /// What must be left of a tone, or gone, in dB.
  private static final double FAR = 60;

  private static double decibels(double power) {
    return 10 * Math.log10(power);
  }

  @ParameterizedTest
  @CsvSource({
    "16000, 8000, 1000, 1",
    "16000, 8000, 3500, 1",
    "8000, 16000, 3500, 1",
    "44100, 8000, 440, 1",
    "8000, 44100, 3300, 1",
    "44100, 7999, 3500, 0.5", // weights are not kept
    "8000, 7999, 2500, 0.5",
    "384000, 1000, 400, 1",
    "1000, 384000, 400, 0.3"
  })
  void tonesStay(int from, int to, double hertz, double seconds) {
    Sound tone = Signals.tone(hertz, LEVEL, (int) (seconds * from), from);
    Sound out = Resampler.of(from, to).apply(tone);
    assertThat(out.rate()).isEqualTo(to);
    assertThat(out.length()).isEqualTo((int) Math.ceil((double) tone.length() * to / from));
    int edge = (int) Math.ceil(60 * Math.max(1.0, (double) to / from));
    assertThat(out.length()).isGreaterThan(3 * edge);
    double error = 0;
    double power = 0;
    for (int k = edge; k < out.length() - edge; k++) {
      double wanted = LEVEL * Math.sin(2 * Math.PI * hertz * k / to);
      error += Math.pow(out.raw()[k] - wanted, 2);
      power += wanted * wanted;
    }
    assertThat(decibels(power / error)).isGreaterThan(FAR);
  }

  @ParameterizedTest
  @CsvSource({"16000, 8000, 4050", "16000, 8000, 7000", "44100, 8000, 4100", "44100, 7999, 20000"})
  void whatTheRateCannotHoldGoes(int from, int to, double hertz) {
    Sound tone = Signals.tone(hertz, LEVEL, from / 2, from);
    Sound out = tone.at(to);
    int edge = 60 * from / to;
    double left = out.part(edge, out.length() - edge).power() / (LEVEL * LEVEL / 2);
    assertThat(decibels(left)).isLessThan(-FAR);
  }

  /// Beside the definition, without tables or pieces, at the ends too.
  @ParameterizedTest
  @CsvSource({"8000, 11025, 300", "11025, 8000, 300", "9000, 1000, 2000", "16001, 8000, 500"})
  void itIsTheDefinition(int from, int to, int length) {
    Sound sound = Signals.noise(length, from, 5);
    float[] out = sound.at(to).raw();
    double cutoff = 0.945 * Math.min(1, (double) to / from);
    for (int k = 0; k < out.length; k++) {
      double sum = 0;
      for (int n = 0; n < length; n++) {
        double u = cutoff * Math.abs((double) k * from / to - n);
        if (u < 48) {
          double sinc = u == 0 ? 1 : Math.sin(Math.PI * u) / (Math.PI * u);
          double kaiser = bessel(7.857 * Math.sqrt(1 - u * u / 2304)) / bessel(7.857);
          sum += sound.raw()[n] * cutoff * sinc * kaiser;
        }
      }
      assertThat((double) out[k]).as("sample %d", k).isCloseTo(sum, within(1e-5));
    }
  }

  /// By Simpson's rule on `1/π ∫ exp(x cos θ) dθ`.
  private static double bessel(double x) {
    int parts = 64;
    double sum = 0;
    for (int i = 0; i <= parts; i++) {
      int weight = i == 0 || i == parts ? 1 : 2 + i % 2 * 2;
      sum += weight * Math.exp(x * Math.cos(Math.PI * i / parts));
    }
    return sum / (3 * parts);
  }

  @Test
  void piecesGiveTheSameBits() {
    long seed = RandomSeed.forClass(ResamplerTest.class);
    Random random = new Random(seed);
    int[][] rates = {{16000, 8000}, {8000, 44100}, {44100, 7999}, {48000, 1000}, {8000, 8000}};
    for (int[] pair : rates) {
      for (int length : new int[] {0, 1, 5, 700, 3001}) {
        Sound sound = Signals.noise(length, pair[0], seed);
        Resampler resampler = Resampler.of(pair[0], pair[1]);
        float[] whole = resampler.apply(sound).raw();
        float[] pieces = new float[whole.length];
        int[] done = {0};
        ResamplerStream stream =
            resampler.stream((samples, from, to) -> {
              System.arraycopy(samples, from, pieces, done[0], to - from);
              done[0] += to - from;
            });
        float[] shifted = new float[length + 3];
        System.arraycopy(sound.raw(), 0, shifted, 3, length);
        int most = 1 + random.nextInt(900);
        for (int at = 3; at < shifted.length; ) {
          int end = Math.min(shifted.length, at + random.nextInt(most + 1));
          stream.push(shifted, at, end);
          at = end;
        }
        stream.finish();
        stream.finish();
        assertThat(done[0]).isEqualTo(whole.length);
        assertThat(pieces).as("%s, %d", Arrays.toString(pair), length).isEqualTo(whole);
        assertThatThrownBy(() -> stream.push(shifted, 0, 1)).hasMessageContaining("was finished");
      }
    }
  }

  @Test
  void wrongSoundsAreRefused() {
    Resampler resampler = Resampler.of(16000, 8000);
    assertThatThrownBy(() -> resampler.apply(Sound.silence(1, 8000)))
        .hasMessageContaining("take Resampler.of(8000, 8000)");
    assertThatThrownBy(() -> Resampler.of(999, 8000)).hasMessageContaining("999 Hz");
    assertThatThrownBy(() -> Resampler.length(1 << 24, 1000, 384_000))
        .hasMessageContaining("too many for an array");
    ResamplerStream stream = resampler.stream((samples, from, to) -> {});
    assertThatThrownBy(() -> stream.push(new float[] {0, Float.NaN}, 0, 2))
        .hasMessageContaining("sample 1 of [0, 2) is NaN");
    assertThatThrownBy(() -> stream.push(new float[2], 0, 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
