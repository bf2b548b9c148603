package dev.sluice.tasks.music;

import java.util.List;

/// A set of pieces, split: what is learned from, what decides, and what is only looked at in the
/// end.
///
/// @param train at least one piece
/// @param validation at least one piece
/// @param test at least one piece
public record PianoRolls(List<PianoRoll> train, List<PianoRoll> validation, List<PianoRoll> test) {
  /// Copies the lists and refuses an empty one.
  public PianoRolls {
    train = some("train", train);
    validation = some("validation", validation);
    test = some("test", test);
  }

  private static List<PianoRoll> some(String name, List<PianoRoll> rolls) {
    if (rolls.isEmpty()) {
      throw new IllegalArgumentException(name + " has no piece; each of the three needs one");
    }
    return List.copyOf(rolls);
  }

  @Override
  public String toString() {
    return "PianoRolls of %d + %d + %d pieces"
        .formatted(train.size(), validation.size(), test.size());
  }
}
