package dev.sluice.tasks.translate.metric;

import java.util.ArrayList;
import java.util.List;

/// chrF (Popović 2015): the F-score of n-grams of characters, blanks left out, in which recall
/// weighs β² times as much as precision; with n-grams of words beside them chrF++ (Popović 2017).
/// The same numbers as sacreBLEU 2 gives (Post 2018, arXiv 1804.08771), by its effective orders.
///
/// @param characterOrder n-grams of characters, up to this n, at least 1
/// @param wordOrder n-grams of words, up to this n; 0 for chrF, 2 for chrF++
/// @param beta at least 1
/// @param casing whether case is told apart
public record Chrf(int characterOrder, int wordOrder, int beta, Casing casing) {
  private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

  /// Checks that there is something to count.
  public Chrf {
    if (characterOrder < 1 || wordOrder < 0 || beta < 1) {
      throw new IllegalArgumentException(
          "chrF of %d characters, %d words and beta %d; give at least 1, 0 and 1"
              .formatted(characterOrder, wordOrder, beta));
    }
  }

  /// chrF2: up to 6 characters, β = 2.
  public static Chrf of(Casing casing) {
    return new Chrf(6, 0, 2, casing);
  }

  /// chrF2++: up to 2 words beside them.
  public Chrf plusPlus() {
    return new Chrf(characterOrder, 2, beta, casing);
  }

  /// Of a corpus. Of several references the one counts with which the sentence scores best.
  ///
  /// @param hypotheses one for each sentence; empty ones count
  /// @param references those of each sentence, one or more, see [References]
  /// @throws IllegalArgumentException if counts differ, a sentence has no reference, or there are
  ///   no sentences
  public ChrfScore score(List<String> hypotheses, List<List<String>> references) {
    References.check(hypotheses, references);
    ChrfCounts counts = new ChrfCounts(characterOrder + wordOrder);
    for (int t = 0; t < hypotheses.size(); t++) {
      counts.add(best(hypotheses.get(t), references.get(t)));
    }
    String settings = "eff:yes|nc:%d|nw:%d|space:no".formatted(characterOrder, wordOrder);
    return new ChrfScore(
        counts.score(beta),
        "chrF" + beta + "+".repeat(wordOrder),
        Signature.of(references, casing, settings));
  }

  /// Of the first reference with which the score is highest.
  private ChrfCounts best(String hypothesis, List<String> references) {
    Parts found = parts(hypothesis);
    ChrfCounts best = counts(found, parts(references.getFirst()));
    for (String reference : references.subList(1, references.size())) {
      ChrfCounts counts = counts(found, parts(reference));
      best = counts.score(beta) > best.score(beta) ? counts : best;
    }
    return best;
  }

  private ChrfCounts counts(Parts found, Parts wanted) {
    NGrams characters = new NGrams(characterOrder);
    NGrams words = new NGrams(wordOrder);
    ChrfCounts counts = new ChrfCounts(characterOrder + wordOrder);
    counts.add(
        0,
        found.characters.length,
        wanted.characters.length,
        characters.matches(
            characters.count(found.characters), characters.count(wanted.characters)));
    counts.add(
        characterOrder,
        found.words.size(),
        wanted.words.size(),
        words.matches(words.count(found.words), words.count(wanted.words)));
    return counts;
  }

  /// @param characters code points, without blanks
  private record Parts(int[] characters, List<String> words) {}

  private Parts parts(String sentence) {
    String text = casing.apply(sentence);
    List<String> words = new ArrayList<>();
    if (wordOrder > 0) {
      Blanks.words(text).forEach(word -> addWord(word, words));
    }
    return new Parts(Blanks.without(text).codePoints().toArray(), words);
  }

  /// A sign at the end, or else one at the beginning, is a word of its own.
  private static void addWord(String word, List<String> words) {
    int last = word.length() - 1;
    if (last > 0 && isPunctuation(word.charAt(last))) {
      words.add(word.substring(0, last));
      words.add(word.substring(last));
    } else if (last > 0 && isPunctuation(word.charAt(0))) {
      words.add(word.substring(0, 1));
      words.add(word.substring(1));
    } else {
      words.add(word);
    }
  }

  private static boolean isPunctuation(char sign) {
    return PUNCTUATION.indexOf(sign) >= 0;
  }
}
