package dev.sluice.tasks.translate;

import java.util.List;

/// Pairs of a file, which know their lines.
///
/// @param pairs in the order of the file
/// @param lines of each, from 1 on
/// @param skipped pairs that were left out because a side is empty
public record PairLines(List<Pair> pairs, List<Integer> lines, int skipped) {
  /// Copies the lists.
  public PairLines {
    pairs = List.copyOf(pairs);
    lines = List.copyOf(lines);
  }
}
