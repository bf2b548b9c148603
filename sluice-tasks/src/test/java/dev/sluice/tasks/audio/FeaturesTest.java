package dev.sluice.tasks.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.stream.NotStreamable;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Features beside their definition, without a fast transform, in double.
class FeaturesTest {
  static List<FeatureSpec> specs() {
    FeatureSpec odd = FeatureSpec.of(11025).frames(257, 300).bands(17).range(0, 5000);
    return List.of(
        FeatureSpec.of(8000),
        FeatureSpec.of(16000).mfcc(13).preEmphasis(0.97),
        odd.preEmphasis(0.5).floor(1e-2),
        odd.mfcc(17),
        FeatureSpec.of(8000).frames(3, 1).bands(1).range(0, 4000));
  }

  @ParameterizedTest
  @MethodSource("specs")
  void theyAreTheDefinition(FeatureSpec spec) {
    Sound sound = Signals.chirp(spec.window() + 3 * spec.hop() + spec.hop() / 2, spec.rate());
    float[] frames = Features.of(spec).of(sound);
    int steps = 4;
    assertThat(frames).hasSize(steps * spec.width());
    for (int t = 0; t < steps; t++) {
      double[] wanted = frame(spec, sound.samples(), t);
      for (int d = 0; d < wanted.length; d++) {
        // Floats, and logarithms of power that is a difference of larger numbers.
        assertThat((double) frames[t * wanted.length + d])
            .as("frame %d, value %d", t, d)
            .isCloseTo(wanted[d], within(1e-6 * Math.max(1, Math.abs(wanted[d]))));
      }
    }
  }

  private static double[] frame(FeatureSpec spec, float[] x, int t) {
    int window = spec.window();
    double[] y = new double[window];
    for (int n = 0; n < window; n++) {
      int at = t * spec.hop() + n;
      double emphasised = x[at] - spec.preEmphasis() * (at == 0 ? 0 : x[at - 1]);
      y[n] = (0.5 - 0.5 * Math.cos(2 * Math.PI * n / window)) * emphasised;
    }
    int size = 1;
    while (size < window) {
      size *= 2;
    }
    double[] logs = new double[spec.bands()];
    double low = mel(spec.lowest());
    double step = (mel(spec.highest()) - low) / (spec.bands() + 1);
    for (int b = 0; b < logs.length; b++) {
      double left = hertz(low + b * step);
      double top = hertz(low + (b + 1) * step);
      double right = hertz(low + (b + 2) * step);
      double sum = 0;
      for (int k = 0; k <= size / 2; k++) {
        double f = (double) k * spec.rate() / size;
        if (f > left && f < right) {
          double weight = f <= top ? (f - left) / (top - left) : (right - f) / (right - top);
          sum += weight * power(y, k, size);
        }
      }
      logs[b] = Math.log(sum + spec.floor());
    }
    return spec.kind() == FeatureSpec.Kind.LOG_MEL ? logs : cepstrum(logs, spec.coefficients());
  }

  private static double power(double[] y, int k, int size) {
    double re = 0;
    double im = 0;
    for (int n = 0; n < y.length; n++) {
      re += y[n] * Math.cos(2 * Math.PI * k * n / size);
      im += y[n] * Math.sin(2 * Math.PI * k * n / size);
    }
    return re * re + im * im;
  }

  private static double[] cepstrum(double[] logs, int count) {
    double[] cepstrum = new double[count];
    for (int i = 0; i < count; i++) {
      for (int b = 0; b < logs.length; b++) {
        cepstrum[i] += logs[b] * Math.cos(Math.PI * i * (2 * b + 1) / (2 * logs.length));
      }
      cepstrum[i] *= Math.sqrt((i == 0 ? 1.0 : 2.0) / logs.length);
    }
    return cepstrum;
  }

  private static double mel(double f) {
    return 2595 * Math.log10(1 + f / 700);
  }

  private static double hertz(double mel) {
    return 700 * (Math.pow(10, mel / 2595) - 1);
  }

  @Test
  void soundsOfOtherRatesAreResampled() {
    Features features = Features.of(FeatureSpec.of(8000));
    Sound sound = Signals.chirp(8820, 44100);
    assertThat(features.of(sound)).containsExactly(features.of(sound.at(8000)));
    assertThat(features.steps(sound)).isEqualTo(1 + (1600 - 200) / 80);
    assertThat(features.of(sound)).hasSize(features.steps(sound) * 40);
  }

  @Test
  void shortSoundsHaveNoFrames() {
    Features features = Features.of(FeatureSpec.of(8000));
    for (int[] lengthAndSteps : new int[][] {{0, 0}, {199, 0}, {200, 1}, {279, 1}, {280, 2}}) {
      Sound sound = Signals.noise(lengthAndSteps[0], 8000, 1);
      assertThat(features.steps(sound)).isEqualTo(lengthAndSteps[1]);
      assertThat(features.of(sound)).hasSize(lengthAndSteps[1] * 40);
    }
  }

  @Test
  void defaultsAndWithers() {
    FeatureSpec spec = FeatureSpec.of(16000);
    assertThat(spec)
        .isEqualTo(
            new FeatureSpec(
                16000,
                400,
                160,
                FeatureSpec.Kind.LOG_MEL,
                40,
                13,
                60,
                8000,
                OptionalDouble.empty(),
                0,
                1e-6));
    assertThat(spec.width()).isEqualTo(40);
    assertThat(spec.hopSeconds()).isEqualTo(0.01);
    assertThat(spec.mfcc(12).width()).isEqualTo(12);
    assertThat(spec.bands(8).coefficients()).isEqualTo(8);
    assertThat(spec.mfcc(12).kind(FeatureSpec.Kind.LOG_MEL))
        .isEqualTo(spec.mfcc(12).mfcc(12).kind(FeatureSpec.Kind.LOG_MEL));
  }

  @Test
  void aLevelMakesLoudAndSoftSoundsTheSame() {
    FeatureSpec spec = FeatureSpec.of(8000).bands(12).level(-20).floor(0.01);
    Sound sound = Signals.chirp(1600, 8000);
    Sound levelled = sound.gain(0.1 / Math.sqrt(sound.power()));
    float[] expected = Features.of(FeatureSpec.of(8000).bands(12).floor(0.01)).of(levelled);
    for (double gain : new double[] {0.02, 1, 3}) {
      float[] frames = Features.of(spec).of(sound.gain(gain));
      assertThat(frames).usingComparatorWithPrecision(1e-4f).containsExactly(expected);
    }
    float[] silence = Features.of(spec).of(Sound.silence(0.1, 8000));
    assertThat(silence).hasSize(8 * 12).containsOnly((float) Math.log(0.01));
    assertThatThrownBy(() -> Features.of(spec).stream(frame -> {}))
        .isInstanceOf(NotStreamable.class)
        .hasMessageContaining("-20.0 dB");
    assertThatThrownBy(() -> spec.level(1)).hasMessageContaining("1.0 dB");
    assertThatThrownBy(() -> spec.level(-101)).hasMessageContaining("[-100, 0]");
    assertThatThrownBy(() -> spec.level(Double.NaN)).hasMessageContaining("NaN");
  }

  @Test
  void wrongSpecsAreRefused() {
    FeatureSpec spec = FeatureSpec.of(8000);
    assertThatThrownBy(() -> spec.frames(1, 1)).hasMessageContaining("window: 1");
    assertThatThrownBy(() -> spec.frames(200, 0)).hasMessageContaining("hop: 0");
    assertThatThrownBy(() -> spec.mfcc(41)).hasMessageContaining("coefficients: 41");
    assertThatThrownBy(() -> spec.range(0, 4001)).hasMessageContaining("[0, 4000.0]");
    assertThatThrownBy(() -> spec.range(500, 500)).hasMessageContaining("500.0");
    assertThatThrownBy(() -> spec.range(Double.NaN, 500)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> spec.preEmphasis(1)).hasMessageContaining("[0,1), not 1.0");
    assertThatThrownBy(() -> spec.floor(0)).hasMessageContaining("not 0.0");
    assertThatThrownBy(() -> Features.of(spec.bands(200)))
        .hasMessageContaining("use fewer bands or a longer window");
  }
}
