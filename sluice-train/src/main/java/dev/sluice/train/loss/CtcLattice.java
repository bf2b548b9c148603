package dev.sluice.train.loss;

import dev.sluice.core.tensor.SeqIds;

/// The states that a path through a target goes through: its symbols, with a blank before, between
/// and behind them. From one frame to the next a path stays, moves on by one, or by two from a
/// symbol to another one.
///
/// ```
/// a a b      ─  a  ─  a  ─  b  ─        S = 2L+1 states; from the first a no skip leads to the second
///            0  1  2  3  4  5  6
/// ```
///
/// @param target `[L]` symbols; not copied
record CtcLattice(int... target) {
  /// S
  int states() {
    return 2 * target.length + 1;
  }

  /// The symbol of a state, or the blank.
  int symbol(int state) {
    return state % 2 == 0 ? Ctc.BLANK : target[state / 2];
  }

  /// Whether a path may come to this state from two before it.
  boolean isSkippedTo(int state) {
    return state >= 3 && state % 2 == 1 && target[state / 2] != target[state / 2 - 1];
  }

  /// The fewest frames of a path.
  int least() {
    int least = target.length;
    for (int i = 1; i < target.length; i++) {
      least += target[i] == target[i - 1] ? 1 : 0;
    }
    return least;
  }

  /// @param where what the frames are of: "sequence 3"
  /// @param classes K
  /// @throws IllegalArgumentException if no path leads through the target
  void check(String where, int frames, int classes) {
    for (int i = 0; i < target.length; i++) {
      if (target[i] <= Ctc.BLANK || target[i] >= classes) {
        throw new IllegalArgumentException(
            "ctc: target of %s has id %d at %d%s; %s"
                .formatted(
                    where,
                    target[i],
                    i,
                    target[i] == Ctc.BLANK ? ", the blank" : "",
                    classes < 2
                        ? "1 class is the blank alone; give K = symbols + 1 logits"
                        : "symbols are 1 … " + (classes - 1)));
      }
    }
    if (frames < least()) {
      throw new IllegalArgumentException(
          ("ctc: %s has %d frames, its target of %d symbols needs %d (Ctc.least: one for each"
                  + " symbol, and a blank between equal neighbours); leave it out or keep more"
                  + " frames")
              .formatted(where, frames, target.length, least()));
    }
  }

  /// Target `i` of a batch.
  static CtcLattice of(SeqIds targets, int i) {
    int[] target = new int[targets.lengths().length(i)];
    for (int j = 0; j < target.length; j++) {
      target[j] = targets.id(targets.lengths().row(i, j));
    }
    return new CtcLattice(target);
  }
}
