package dev.sluice.tasks.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PcmTest {
  private static final byte[] BYTES = {9, 0, 0x40, 0, (byte) 0xE0, (byte) 0xFF, (byte) 0xFF, 7, 1};
  private static final float[] SAMPLES = {0.5f, -0.25f, -0x1p-15f, 263 * 0x1p-15f};

  @Test
  void piecesOfAnySizeGiveTheSame() {
    for (int piece = 1; piece <= 8; piece++) {
      Pcm pcm = new Pcm();
      float[] all = new float[4];
      int done = 0;
      for (int from = 1; from < BYTES.length; from += piece) {
        float[] out = new float[(piece + 1) / 2];
        int count = pcm.decode(BYTES, from, Math.min(BYTES.length, from + piece), out);
        System.arraycopy(out, 0, all, done, count);
        done += count;
      }
      assertThat(done).isEqualTo(4);
      assertThat(all).as("pieces of %d", piece).containsExactly(SAMPLES);
      assertThat(pcm.held()).isZero();
    }
  }

  @Test
  void halfASampleIsKept() {
    Pcm pcm = new Pcm();
    float[] out = new float[2];
    assertThat(pcm.decode(BYTES, 1, 4, out)).isEqualTo(1);
    assertThat(pcm.held()).isEqualTo(1);
    assertThat(pcm.decode(BYTES, 4, 4, out)).isZero();
    assertThat(pcm.held()).isEqualTo(1);
    Arrays.fill(out, 9);
    assertThatThrownBy(() -> pcm.decode(BYTES, 4, 9, out)).hasMessageContaining("make 3 samples");
    assertThat(pcm.decode(BYTES, 4, 5, out)).isEqualTo(1);
    assertThat(out).containsExactly(-0.25f, 9);
  }
}
