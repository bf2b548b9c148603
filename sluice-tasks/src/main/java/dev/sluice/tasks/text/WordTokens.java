package dev.sluice.tasks.text;

import java.util.ArrayList;
import java.util.List;

/// A text as words, numbers and other signs, without the blanks between them.
public final class WordTokens {
  private WordTokens() {}

  /// In their order.
  public static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    Pretokens.forEach(
        text,
        piece -> {
          String word = piece.strip();
          if (!word.isEmpty()) {
            words.add(word);
          }
        });
    return words;
  }
}
