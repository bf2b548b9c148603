package dev.sluice.tasks.speech.score;

import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;

/// Errors among the words or characters of a text, or of many:
///
/// ```
/// WER, CER = Σ (substitutions + deletions + insertions) / Σ reference
/// ```
///
/// The rate of many texts is that of their sums, so a long text counts more than a short one; it is
/// above 1 where far more is understood than is there.
///
/// @param substitutions replaced by another one
/// @param deletions not understood
/// @param insertions understood without being there
/// @param reference how many there are
public record ErrorRate(long substitutions, long deletions, long insertions, long reference) {
  /// Of no text.
  public static final ErrorRate NONE = new ErrorRate(0, 0, 0, 0);

  /// Checks the numbers.
  public ErrorRate {
    if (substitutions < 0 || deletions < 0 || insertions < 0) {
      throw new IllegalArgumentException(
          "%d substitutions, %d deletions, %d insertions; errors are 0 or more"
              .formatted(substitutions, deletions, insertions));
    }
    if (substitutions + deletions > reference) {
      throw new IllegalArgumentException(
          "%d substitutions and %d deletions of a reference of %d; there cannot be more"
              .formatted(substitutions, deletions, reference));
    }
  }

  /// Of the words of all texts.
  ///
  /// @throws IllegalArgumentException if there are not as many of both
  public static ErrorRate ofWords(List<String> references, List<String> hypotheses) {
    return sum(references, hypotheses, Alignment::ofWords);
  }

  /// Of the characters of all texts, blanks between words among them.
  ///
  /// @throws IllegalArgumentException if there are not as many of both
  public static ErrorRate ofCharacters(List<String> references, List<String> hypotheses) {
    return sum(references, hypotheses, Alignment::ofCharacters);
  }

  private static ErrorRate sum(
      List<String> references,
      List<String> hypotheses,
      BiFunction<String, String, Alignment> align) {
    if (references.size() != hypotheses.size()) {
      throw new IllegalArgumentException(
          "%,d references, %,d hypotheses; give one for each, empty where nothing was understood"
              .formatted(references.size(), hypotheses.size()));
    }
    ErrorRate sum = NONE;
    for (int i = 0; i < references.size(); i++) {
      sum = sum.plus(align.apply(references.get(i), hypotheses.get(i)).rate());
    }
    return sum;
  }

  /// Of both together.
  public ErrorRate plus(ErrorRate other) {
    return new ErrorRate(
        substitutions + other.substitutions,
        deletions + other.deletions,
        insertions + other.insertions,
        reference + other.reference);
  }

  /// All errors.
  public long errors() {
    return substitutions + deletions + insertions;
  }

  /// Errors a word or character of the reference. Of an empty reference it is not defined: NaN, or
  /// ∞ where something was understood.
  public double rate() {
    return (double) errors() / reference;
  }

  /// `25.00 % (3 of 12: 1 replaced, 1 missing, 1 too many)`
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%.2f %% (%d of %d: %d replaced, %d missing, %d too many)",
        100 * rate(),
        errors(),
        reference,
        substitutions,
        deletions,
        insertions);
  }
}
