package dev.sluice.tasks.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A text as words, numbers and other signs, without the blanks between them. Marks on letters,
/// such as accents of their own, are signs, as GPT-2 has it.
public final class WordTokens {
  /// Those that do not break a line too.
  private static final Pattern BLANKS = Pattern.compile("\\p{IsWhite_Space}+");

  private WordTokens() {}

  /// In their order.
  public static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    Pretokens.forEach(
        text,
        piece -> {
          String word = BLANKS.matcher(piece).replaceAll("");
          if (!word.isEmpty()) {
            words.add(word);
          }
        });
    return words;
  }
}
