package dev.sluice.tasks.audio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.RandomSeed;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever is done to a file, it is read or refused with a sentence.
class WavMutationTest {
  private static final int CHANGES = 4000;

  @Test
  void onlyAudioExceptionsComeOut() {
    byte[] content = new byte[240];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) (i * 37);
    }
    byte[] list = Signals.chunk("LIST", new byte[7]);
    byte[] data = Signals.chunk("data", content);
    byte[][] files = {
      Signals.riff(Signals.format(1, 2, 8000, 16), list, data),
      Signals.riff(list, Signals.extensible(1, 1, 16000, 24), data),
      Signals.riff(Signals.format(3, 1, 8000, 64), data, list),
      Signals.riff(Signals.format(1, 3, 44100, 8), data)
    };
    Random random = new Random(RandomSeed.forClass(WavMutationTest.class));
    int read = 0;
    int refused = 0;
    for (int i = 0; i < CHANGES; i++) {
      byte[] changed = change(files[i % files.length], random);
      try {
        Sound sound = Wav.read(changed, "a.wav");
        assertThat(sound.length()).isBetween(1, changed.length);
        read++;
      } catch (AudioException e) {
        assertThat(e).hasMessageStartingWith("a.wav");
        refused++;
      }
    }
    assertThat(read).isGreaterThan(CHANGES / 20);
    assertThat(refused).isGreaterThan(CHANGES / 20);
  }

  private static byte[] change(byte[] file, Random random) {
    byte[] changed = file.clone();
    for (int n = random.nextInt(4); n >= 0; n--) {
      // Most of what can go wrong is in the headers.
      int most = random.nextBoolean() ? Math.min(80, changed.length) : changed.length;
      int at = random.nextInt(most);
      changed[at] =
          switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> (byte) 0xFF;
            case 2 -> (byte) (changed[at] ^ (1 << random.nextInt(8)));
            default -> (byte) random.nextInt();
          };
    }
    int cut = random.nextInt(4);
    return cut == 0 ? Arrays.copyOf(changed, random.nextInt(changed.length + 20)) : changed;
  }
}
