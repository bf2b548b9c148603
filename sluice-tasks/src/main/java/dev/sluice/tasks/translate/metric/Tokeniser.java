package dev.sluice.tasks.translate.metric;

import java.util.List;
import java.util.function.Function;

/// What a sentence's words are. Scores over different ones cannot be compared.
public enum Tokeniser {
  /// Words, numbers and signs, as NIST's `mteval-v13a` cuts them; for languages with blanks between
  /// words.
  MTEVAL_13A("13a", Mteval::tokens),
  /// Each Chinese character by itself, the rest as words, numbers and signs.
  CHINESE("zh", ChineseSigns::tokens),
  /// Each code point by itself.
  CHARACTERS("char", Blanks::codePoints),
  /// What blanks divide; for texts that are cut already.
  NONE("none", Blanks::words);

  private final String code;
  private final Function<String, List<String>> cut;

  Tokeniser(String code, Function<String, List<String>> cut) {
    this.code = code;
    this.cut = cut;
  }

  /// As sacreBLEU and its signatures name it.
  public String code() {
    return code;
  }

  /// The words of a sentence; none if there are only blanks.
  public List<String> tokens(String sentence) {
    return cut.apply(Blanks.withoutTrailing(sentence));
  }
}
