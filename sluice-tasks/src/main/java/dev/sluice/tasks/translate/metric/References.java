package dev.sluice.tasks.translate.metric;

import java.util.ArrayList;
import java.util.List;

/// The right translations of each sentence, as [Bleu] and [Chrf] take them.
public final class References {
  private References() {}

  /// One for each sentence.
  public static List<List<String>> one(List<String> references) {
    return references.stream().map(List::of).toList();
  }

  /// Several files of references, the line t of each being that of sentence t.
  ///
  /// @throws IllegalArgumentException if there is none, or if they differ in length
  public static List<List<String>> files(List<List<String>> files) {
    if (files.isEmpty()) {
      throw new IllegalArgumentException("no references; give one file or more");
    }
    int lines = files.getFirst().size();
    for (int i = 1; i < files.size(); i++) {
      if (files.get(i).size() != lines) {
        throw new IllegalArgumentException(
            "references %d have %,d sentences, references 1 have %,d; give the same in the same order"
                .formatted(i + 1, files.get(i).size(), lines));
      }
    }
    List<List<String>> sentences = new ArrayList<>();
    for (int t = 0; t < lines; t++) {
      int line = t;
      sentences.add(files.stream().map(file -> file.get(line)).toList());
    }
    return sentences;
  }

  /// Checks that each hypothesis has a reference.
  ///
  /// @throws IllegalArgumentException if not, or if there are no hypotheses
  static void check(List<String> hypotheses, List<List<String>> references) {
    if (hypotheses.size() != references.size()) {
      throw new IllegalArgumentException(
          "%,d hypotheses, but references of %,d sentences; give one hypothesis for each"
              .formatted(hypotheses.size(), references.size()));
    }
    if (hypotheses.isEmpty()) {
      throw new IllegalArgumentException("no hypotheses; give one sentence or more");
    }
    for (int t = 0; t < references.size(); t++) {
      if (references.get(t).isEmpty()) {
        throw new IllegalArgumentException(
            "sentence %,d has no reference; give one or more".formatted(t + 1));
      }
    }
  }
}
