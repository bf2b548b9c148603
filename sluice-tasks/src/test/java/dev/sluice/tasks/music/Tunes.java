package dev.sluice.tasks.music;

import java.util.ArrayList;
import java.util.List;

/// Made-up music: broken chords that go up, each note held for two steps, so that what comes next
/// depends on more than the step before.
final class Tunes {
  private Tunes() {}

  static PianoRolls rolls() {
    return new PianoRolls(some(0, 12), some(12, 3), some(15, 3));
  }

  private static List<PianoRoll> some(int first, int count) {
    List<PianoRoll> tunes = new ArrayList<>();
    for (int i = first; i < first + count; i++) {
      int[][] steps = new int[9 + 5 * (i % 4)][];
      for (int t = 0; t < steps.length; t++) {
        int note = 30 + (i + t / 2) % 4 * 3;
        steps[t] = new int[] {20 + i % 3, note};
      }
      tunes.add(PianoRoll.of(steps));
    }
    return tunes;
  }
}
