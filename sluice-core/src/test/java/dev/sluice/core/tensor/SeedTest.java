package dev.sluice.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Fixed seeds, so these cannot fail by chance; bounds are five standard deviations.
class SeedTest {
  private static final int N = 200_000;

  @Test
  void uniformHasTheMomentsOfTheUniform() {
    Seed seed = Seed.of(1);
    double sum = 0;
    double squares = 0;
    int[] bins = new int[64];
    for (int i = 0; i < N; i++) {
      float u = seed.uniform(i);
      assertThat(u >= 0 && u < 1).isTrue();
      sum += u;
      squares += (double) u * u;
      bins[(int) (u * 64)]++;
    }
    assertThat(sum / N).isCloseTo(0.5, within(5 * Math.sqrt(1 / 12.0 / N)));
    assertThat(squares / N).isCloseTo(1 / 3.0, within(5 * Math.sqrt(4 / 45.0 / N)));
    double chi = 0;
    for (int count : bins) {
      chi += Math.pow(count - N / 64.0, 2) / (N / 64.0);
    }
    assertThat(chi).isCloseTo(63, within(5 * Math.sqrt(2 * 63)));
  }

  @Test
  void normalHasTheMomentsOfTheNormal() {
    Seed seed = Seed.of(2);
    double[] moments = new double[5];
    for (int i = 0; i < N; i++) {
      double x = seed.normal(i);
      for (int k = 1; k <= 4; k++) {
        moments[k] += Math.pow(x, k) / N;
      }
    }
    assertThat(moments[1]).isCloseTo(0, within(5 / Math.sqrt(N)));
    assertThat(moments[2]).isCloseTo(1, within(5 * Math.sqrt(2.0 / N)));
    assertThat(moments[3]).isCloseTo(0, within(5 * Math.sqrt(15.0 / N)));
    assertThat(moments[4]).isCloseTo(3, within(5 * Math.sqrt(96.0 / N)));
  }

  @Test
  void neighboursAreNotCorrelated() {
    // counters, and keys made by at(), as dropout uses them
    double counters = 0;
    double keys = 0;
    double seeds = 0;
    for (int i = 0; i < N; i++) {
      double u = Seed.of(3).uniform(i) - 0.5;
      counters += u * (Seed.of(3).uniform(i + 1) - 0.5);
      keys += (Seed.of(3).at(i).uniform(0) - 0.5) * (Seed.of(3).at(i + 1).uniform(0) - 0.5);
      seeds += (Seed.of(i).uniform(0) - 0.5) * (Seed.of(i + 1).uniform(0) - 0.5);
    }
    double bound = 5.0 / 12 / Math.sqrt(N);
    assertThat(counters / N).isCloseTo(0, within(bound));
    assertThat(keys / N).isCloseTo(0, within(bound));
    assertThat(seeds / N).isCloseTo(0, within(bound));
  }

  @Test
  void eachBitIsFair() {
    int[] ones = new int[64];
    Seed seed = Seed.of(4);
    for (int i = 0; i < N; i++) {
      long bits = seed.bits(i);
      for (int b = 0; b < 64; b++) {
        ones[b] += (int) (bits >>> b & 1);
      }
    }
    for (int count : ones) {
      assertThat(count).isCloseTo(N / 2, within((int) (5 * Math.sqrt(N / 4.0))));
    }
  }

  @Test
  void keysDoNotCollide() {
    Set<Seed> seen = new HashSet<>();
    for (int i = 0; i < 300; i++) {
      for (int j = 0; j < 300; j++) {
        assertThat(seen.add(Seed.of(5).at(i).at(j))).isTrue();
      }
      assertThat(seen.add(Seed.of(5).named("layer" + i))).isTrue();
      assertThat(seen.add(Seed.of(-i))).isTrue();
    }
  }

  @Test
  void belowIsFairAndPermutationsAreComplete() {
    Seed seed = Seed.of(6);
    int[] counts = new int[7];
    int[] firsts = new int[7];
    for (int i = 0; i < 70_000; i++) {
      counts[seed.below(7, i)]++;
      firsts[seed.at(i).permutation(7)[0]]++;
    }
    double bound = 5 * Math.sqrt(70_000 * (1 / 7.0) * (6 / 7.0));
    for (int i = 0; i < 7; i++) {
      assertThat((double) counts[i]).isCloseTo(10_000, within(bound));
      assertThat((double) firsts[i]).isCloseTo(10_000, within(bound));
    }
    int[] sorted = seed.permutation(1000);
    assertThat(sorted).isNotEqualTo(IntStream.range(0, 1000).toArray());
    Arrays.sort(sorted);
    assertThat(sorted).isEqualTo(IntStream.range(0, 1000).toArray());
    assertThat(seed.permutation(0)).isEmpty();
    assertThatThrownBy(() -> seed.below(0, 1)).hasMessageContaining("not positive");
  }

  /// Numbers from a second implementation, in Python, of what the class says: a change of them
  /// changes every trained model.
  ///
  /// ```
  /// M = 2**64-1; G = 0x9E3779B97F4A7C15
  /// def mix(z): z = (z^z>>30)*0xBF58476D1CE4E5B9 & M; z = (z^z>>27)*0x94D049BB133111EB & M; return z^z>>31
  /// def bits(k, c): return mix(k ^ mix(c*G + 0x632BE59BD9B4E019 & M))
  /// seed = mix(42+G & M);  at7 = mix(seed + G*15 & M);  w = mix(at7 + G*(2*fnv1a64("w")+1) & M)
  /// ```
  @Test
  void numbersStayWhatTheyAre() {
    Seed seed = Seed.of(42);
    assertThat(Long.toHexString(seed.bits(0))).isEqualTo("d72311270bcf7d3c");
    assertThat(Long.toHexString(seed.at(7).named("w").bits(3))).isEqualTo("919acd8e9be7d403");
    assertThat(seed.uniform(0)).isEqualTo(0.8403788208961487f);
    assertThat(seed.normal(5)).isEqualTo(0x1.2818f2p0f);
  }
}
