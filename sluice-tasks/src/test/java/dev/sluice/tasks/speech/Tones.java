package dev.sluice.tasks.speech;

import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.audio.Sound;
import dev.sluice.tasks.audio.Utterance;
import java.util.ArrayList;
import java.util.List;

/// A language made here: words are tones, low, high, rising and falling, each with a length, a
/// loudness and noise of its own. Rising and falling ones have the same spectrum over all.
public final class Tones {
  /// Samples a second.
  public static final int RATE = 8000;

  /// The words.
  public static final List<String> WORDS = List.of("low", "high", "rise", "fall");

  private Tones() {}

  /// A word, spoken once.
  public static Sound word(int word, Seed seed) {
    float[] x = new float[RATE / 7 + seed.below(RATE / 7, 0)];
    double loud = 0.1 + 0.4 * seed.uniform(1);
    double phase = 0;
    for (int i = 0; i < x.length; i++) {
      double share = (double) i / x.length;
      double hertz =
          switch (word) {
            case 0 -> 500;
            case 1 -> 2000;
            case 2 -> 500 + 1500 * share;
            default -> 2000 - 1500 * share;
          };
      phase += 2 * Math.PI * hertz / RATE;
      x[i] = (float) (loud * Math.sin(phase) + 0.005 * seed.normal(2 + i));
    }
    return Sound.of(x, RATE);
  }

  /// Single words, each as often.
  public static List<Utterance> words(int count, Seed seed) {
    List<Utterance> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int word = i % WORDS.size();
      Seed own = seed.at(i);
      all.add(new Utterance("tone " + i, () -> word(word, own), WORDS.get(word)));
    }
    return all;
  }

  /// Strings of 2 to 5 words with short pauses.
  public static List<Utterance> strings(int count, Seed seed) {
    List<Utterance> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<Sound> parts = new ArrayList<>();
      List<String> words = new ArrayList<>();
      Seed own = seed.at(i);
      int length = 2 + own.below(4, 0);
      for (int w = 0; w < length; w++) {
        int word = own.below(WORDS.size(), 10 + w);
        parts.add(word(word, own.at(w)));
        parts.add(Sound.silence(0.05 * own.uniform(20 + w), RATE));
        words.add(WORDS.get(word));
      }
      Sound sound = Sound.join(parts);
      all.add(new Utterance("string " + i, () -> sound, String.join(" ", words)));
    }
    return all;
  }
}
