package dev.sluice.cli.speech;

import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.audio.Sound;
import dev.sluice.tasks.audio.Wav;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Recordings made here: words are tones of 500, 1,000 and 2,000 Hz, each with a length and a
/// loudness of its own.
public final class Beeps {
  /// Samples a second.
  public static final int RATE = 8000;

  private static final List<String> WORDS = List.of("do", "re", "mi");

  private Beeps() {}

  static Sound word(int word, Seed seed) {
    float[] x = new float[RATE / 8 + seed.below(RATE / 10, 0)];
    double loud = 0.1 + 0.4 * seed.uniform(1);
    for (int i = 0; i < x.length; i++) {
      double angle = 2 * Math.PI * 500 * (1 << word) * i / RATE;
      x[i] = (float) (loud * Math.sin(angle) + 0.003 * seed.normal(2 + i));
    }
    return Sound.of(x, RATE);
  }

  /// A manifest of single words, `text` and `label` both, with its recordings.
  public static Path words(Path folder, String name, int count, long seed) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      int word = i % WORDS.size();
      String file = name + i + ".wav";
      Wav.write(folder.resolve(file), word(word, Seed.of(seed).at(i)));
      lines.append(
          "{\"audio\":\"%s\",\"text\":\"%s\",\"label\":\"%s\"}%n"
              .formatted(file, WORDS.get(word), WORDS.get(word)));
    }
    return Files.writeString(folder.resolve(name + ".jsonl"), lines.toString());
  }

  /// Words one after the other, a fifth of a second of silence between them.
  static Sound string(List<Integer> words, long seed) {
    List<Sound> parts = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      parts.add(word(words.get(i), Seed.of(seed).at(i)));
      parts.add(Sound.silence(0.2, RATE));
    }
    return Sound.join(parts);
  }

  /// Samples of 16 bits, little-endian.
  static byte[] raw(Sound sound) {
    float[] samples = sound.samples();
    byte[] bytes = new byte[2 * samples.length];
    for (int i = 0; i < samples.length; i++) {
      int value = Math.round(samples[i] * 32_767);
      bytes[2 * i] = (byte) value;
      bytes[2 * i + 1] = (byte) (value >> 8);
    }
    return bytes;
  }
}
