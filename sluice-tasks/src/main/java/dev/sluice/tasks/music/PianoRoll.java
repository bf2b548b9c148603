package dev.sluice.tasks.music;

import dev.sluice.core.tensor.Tensor;
import dev.sluice.train.data.Example;
import java.util.ArrayList;
import java.util.List;

/// One piece of music as the keys that sound at each step.
public final class PianoRoll {
  /// The keys of a piano: key 0 is MIDI note 21 (A0), key 87 is note 108 (C8).
  public static final int KEYS = 88;

  private final int[][] steps;

  private PianoRoll(int[][] steps) {
    this.steps = steps;
  }

  /// A piece of T steps, at least one.
  ///
  /// @param steps `[T][]`, at each step the keys that sound, ascending, each once; none is a rest;
  ///   copied
  /// @throws IllegalArgumentException naming the step and the key that is wrong
  public static PianoRoll of(int[]... steps) {
    if (steps.length == 0) {
      throw new IllegalArgumentException("a piano roll has at least 1 step; this one has none");
    }
    int[][] copy = new int[steps.length][];
    for (int t = 0; t < steps.length; t++) {
      copy[t] = steps[t].clone();
      check(t, copy[t]);
    }
    return new PianoRoll(copy);
  }

  private static void check(int t, int... keys) {
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] < 0 || keys[i] >= KEYS) {
        throw new IllegalArgumentException(
            "step %d has key %d; keys are 0 to %d (MIDI note − 21)"
                .formatted(t, keys[i], KEYS - 1));
      }
      if (i > 0 && keys[i] <= keys[i - 1]) {
        throw new IllegalArgumentException(
            "step %d has key %d behind key %d; keys ascend, each once"
                .formatted(t, keys[i], keys[i - 1]));
      }
    }
  }

  /// T, the number of steps.
  public int length() {
    return steps.length;
  }

  /// The keys that sound at step `t`, ascending (a copy).
  public int[] keys(int t) {
    return steps[t].clone();
  }

  /// The whole piece to be predicted: at each step all keys from those of the step before, which
  /// are none before the first.
  Example example() {
    return example(0, steps.length);
  }

  /// The piece cut into parts of at most `most` steps, each to be predicted from an empty memory. A
  /// part's first input is still the step before it, so that only the piece's own beginning comes
  /// from nothing.
  List<Example> parts(int most) {
    List<Example> parts = new ArrayList<>();
    int count = Math.ceilDiv(steps.length, most);
    for (int i = 0; i < count; i++) {
      int from = (int) ((long) steps.length * i / count);
      int to = (int) ((long) steps.length * (i + 1) / count);
      parts.add(example(from, to));
    }
    return parts;
  }

  private Example example(int from, int to) {
    Tensor before = Tensor.zeros(to - from, KEYS);
    Tensor now = Tensor.zeros(to - from, KEYS);
    for (int t = from; t < to; t++) {
      press(before, t - from, t == 0 ? new int[0] : steps[t - 1]);
      press(now, t - from, steps[t]);
    }
    return Example.steps(before, now);
  }

  private static void press(Tensor roll, int row, int... keys) {
    for (int key : keys) {
      roll.data()[row * KEYS + key] = 1;
    }
  }

  @Override
  public String toString() {
    return "PianoRoll of " + steps.length + " steps";
  }
}
