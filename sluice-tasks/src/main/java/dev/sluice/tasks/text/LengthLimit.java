package dev.sluice.tasks.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/// How long sequences to train on may be: the memory of a step grows with the longest.
///
/// @param longest steps, at least one
/// @param beyond what is done about longer ones
public record LengthLimit(int longest, Beyond beyond) {
  /// What is done about longer ones.
  public enum Beyond {
    /// Nothing is trained; the sequence is named.
    REFUSE,
    /// They are cut into pieces, each a sequence of its own.
    SPLIT
  }

  /// Checks that there is something left.
  public LengthLimit {
    if (longest < 1) {
      throw new IllegalArgumentException("sequences of " + longest + " steps; give 1 or more");
    }
  }

  /// No limit.
  public static LengthLimit none() {
    return new LengthLimit(Integer.MAX_VALUE, Beyond.REFUSE);
  }

  /// Makes a piece of a sequence, its steps `[from,to)`.
  ///
  /// @param <S> a sequence
  public interface Cutter<S> {
    /// @param to behind the last step
    S cut(S sequence, int from, int to);
  }

  /// Sequences that keep the limit.
  ///
  /// @param place of sequence i, for messages
  /// @throws TextException if one is too long and may not be split
  public <S> List<S> apply(
      List<S> sequences, ToIntFunction<S> length, Cutter<S> cutter, IntFunction<String> place) {
    List<S> kept = new ArrayList<>();
    for (int i = 0; i < sequences.size(); i++) {
      S sequence = sequences.get(i);
      int steps = length.applyAsInt(sequence);
      if (steps <= longest) {
        kept.add(sequence);
        continue;
      }
      if (beyond == Beyond.REFUSE) {
        throw new TextException(
            "%s has %,d steps, more than %,d (--longest); split such ones with --long split, or leave it out"
                .formatted(place.apply(i), steps, longest));
      }
      for (int from = 0; from < steps; from += longest) {
        kept.add(cutter.cut(sequence, from, Math.min(steps, from + longest)));
      }
    }
    return kept;
  }
}
