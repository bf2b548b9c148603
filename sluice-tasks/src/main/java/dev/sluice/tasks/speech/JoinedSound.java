package dev.sluice.tasks.speech;

import dev.sluice.tasks.audio.AudioInput;
import dev.sluice.tasks.audio.FeatureSpec;
import dev.sluice.tasks.audio.Sound;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Sounds one behind the other, whose ends are known.
final class JoinedSound {
  /// The share of a word that is heard before steps belong to it.
  private static final double HEARD = 0.4;

  /// Seconds behind its end for which they still do.
  private static final double AFTER = 0.06;

  private final List<Sound> parts = new ArrayList<>();
  private final List<Integer> starts = new ArrayList<>();
  private final List<Integer> ends = new ArrayList<>();
  private int length;

  /// Adds silence.
  void pause(Sound silence) {
    parts.add(silence);
    length += silence.length();
  }

  /// Adds a word.
  void word(Sound word) {
    parts.add(word);
    starts.add(length);
    length += word.length();
    ends.add(length);
  }

  Sound whole() {
    return parts.size() == 1 ? parts.getFirst() : Sound.join(parts);
  }

  /// Whether no word may be said at each of the steps.
  boolean[] quiet(int steps, AudioInput input, Joining.Saying saying) {
    int before = (int) Math.round(saying.before() * input.rate());
    int after = (int) Math.round(saying.after() * input.rate());
    boolean[] quiet = new boolean[steps];
    for (int t = 0; t < steps; t++) {
      int heard = heard(t, input);
      quiet[t] = ends.stream().noneMatch(end -> heard >= end - before && heard <= end + after);
    }
    return quiet;
  }

  /// The word, from 0, that each of the steps belongs to, −1 for none: one belongs to it from where
  /// two fifths were heard to a little after its end. The last that begins counts.
  int[] within(int steps, AudioInput input) {
    int after = (int) Math.round(AFTER * input.rate());
    int[] within = new int[steps];
    Arrays.fill(within, -1);
    for (int word = 0; word < ends.size(); word++) {
      int start = starts.get(word);
      int from = (int) (start + HEARD * (ends.get(word) - start));
      for (int t = 0; t < steps; t++) {
        int heard = heard(t, input);
        if (heard >= from && heard <= ends.get(word) + after) {
          within[t] = word;
        }
      }
    }
    return within;
  }

  /// The samples that were heard when step t is read.
  private static int heard(int t, AudioInput input) {
    FeatureSpec spec = input.features();
    return ((t + 1) * input.stacked() - 1) * spec.hop() + spec.window();
  }
}
