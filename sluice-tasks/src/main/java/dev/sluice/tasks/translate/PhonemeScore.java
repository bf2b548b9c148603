package dev.sluice.tasks.translate;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.tasks.text.EditDistance;
import dev.sluice.tasks.translate.CmuDict.Word;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;

/// How well words are said. What is said is compared with that way to say the word which is
/// nearest, the first of several. Without stress it is looked for anew, because any listed way
/// counts: what equals one without stress is right, even if it is nearer to another with stress.
///
/// ```
/// word error    = words that are said in no listed way / words
/// phoneme error = Σ edits to the nearest way / Σ its phonemes
/// ```
///
/// @param words that were said
/// @param stressed as they are listed
/// @param plain with stress removed from both sides
public record PhonemeScore(int words, Errors stressed, Errors plain) {
  /// Shares that are wrong.
  ///
  /// @param word of words
  /// @param phoneme edits a phoneme; above 1 where far more is said than should be
  public record Errors(double word, double phoneme) {}

  /// Says words and compares.
  public static PhonemeScore of(
      Translator model, List<Word> words, Search search, Workspace workspace) {
    return of(model, words, search, workspace, done -> {});
  }

  /// As [#of(Translator,List,Search,Workspace)], telling how far it is.
  ///
  /// @param done told how many words are said
  public static PhonemeScore of(
      Translator model, List<Word> words, Search search, Workspace workspace, IntConsumer done) {
    List<String> spellings = words.stream().map(Word::spelling).toList();
    return of(
        words,
        model.translate(spellings, search, workspace, done).stream()
            .map(Translation::text)
            .toList());
  }

  /// Compares.
  ///
  /// @param said for each word, phonemes with blanks between; may be empty
  /// @throws IllegalArgumentException if there are not as many, or none
  public static PhonemeScore of(List<Word> words, List<String> said) {
    if (words.size() != said.size() || words.isEmpty()) {
      throw new IllegalArgumentException(
          "%,d words, %,d are said; give one word or more, and what is said for each"
              .formatted(words.size(), said.size()));
    }
    return new PhonemeScore(
        words.size(),
        errors(words, said, UnaryOperator.identity()),
        errors(words, said, PhonemeScore::withoutStress));
  }

  private static Errors errors(List<Word> words, List<String> said, UnaryOperator<String> form) {
    int wrong = 0;
    long edits = 0;
    long phonemes = 0;
    for (int i = 0; i < words.size(); i++) {
      List<String> heard = phonemes(form.apply(said.get(i)));
      int fewest = Integer.MAX_VALUE;
      int length = 0;
      for (String way : words.get(i).said()) {
        List<String> listed = phonemes(form.apply(way));
        int distance = EditDistance.of(listed, heard);
        if (distance < fewest) {
          fewest = distance;
          length = listed.size();
        }
      }
      wrong += fewest > 0 ? 1 : 0;
      edits += fewest;
      phonemes += length;
    }
    return new Errors((double) wrong / words.size(), (double) edits / phonemes);
  }

  private static List<String> phonemes(String said) {
    return said.isBlank() ? List.of() : List.of(said.strip().split("\\s+"));
  }

  /// `AH0` becomes `AH`.
  private static String withoutStress(String said) {
    return said.replaceAll("[0-9]", "");
  }
}
