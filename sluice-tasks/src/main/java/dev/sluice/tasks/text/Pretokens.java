package dev.sluice.tasks.text;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts a text where no pair is ever joined: words with the blank before them, numbers, other
/// signs, blanks; GPT-2's pattern (Radford et al. 2019).
final class Pretokens {
  /// Possessive, so that a long run neither takes long nor overflows the stack.
  private static final Pattern PATTERN =
      Pattern.compile(
          "'(?:[stmd]|re|ve|ll)"
              + "| ?\\p{L}++"
              + "| ?\\p{N}++"
              + "| ?[^\\p{IsWhite_Space}\\p{L}\\p{N}]++"
              + "|\\p{IsWhite_Space}+(?!\\P{IsWhite_Space})"
              + "|\\p{IsWhite_Space}++");

  private Pretokens() {}

  static void forEach(String text, Consumer<String> use) {
    Matcher matcher = PATTERN.matcher(text);
    while (matcher.find()) {
      use.accept(matcher.group());
    }
  }
}
