package dev.sluice.tasks.speech;

import dev.sluice.tasks.audio.AudioInput;
import dev.sluice.tasks.audio.FeatureSpec;
import dev.sluice.tasks.audio.Sound;
import java.util.ArrayList;
import java.util.List;

/// Sounds one behind the other, whose ends are known.
final class JoinedSound {
  private final List<Sound> parts = new ArrayList<>();
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
    length += word.length();
    ends.add(length);
  }

  Sound whole() {
    return parts.size() == 1 ? parts.getFirst() : Sound.join(parts);
  }

  /// Whether no word may be said at each of the steps.
  boolean[] quiet(int steps, AudioInput input, Joining.Saying saying) {
    FeatureSpec spec = input.features();
    int before = (int) Math.round(saying.before() * spec.rate());
    int after = (int) Math.round(saying.after() * spec.rate());
    boolean[] quiet = new boolean[steps];
    for (int t = 0; t < steps; t++) {
      int heard = ((t + 1) * input.stacked() - 1) * spec.hop() + spec.window();
      quiet[t] = ends.stream().noneMatch(end -> heard >= end - before && heard <= end + after);
    }
    return quiet;
  }
}
