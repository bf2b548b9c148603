package dev.sluice.tasks.speech.score;

import dev.sluice.tasks.text.EditDistance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/// A text as it should be beside what was understood, with the fewest errors (Levenshtein 1966).
///
/// Often several ways have the fewest. The one here is found from the end: a match or substitution
/// where it is on one, else a deletion, else an insertion. Of `a` understood as `a a` the first is
/// put in; of `a b a` understood as `b a b` the last is missing.
///
/// Texts are compared as they are: case, signs and spelling of numbers are to be made alike before.
///
/// @param steps in the order of the texts
public record Alignment(List<Step> steps) {
  private static final Pattern BLANKS = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

  /// What became of a word or character.
  public enum Kind {
    /// It was understood.
    MATCH,
    /// Another one was understood in its place.
    SUBSTITUTION,
    /// It was not understood.
    DELETION,
    /// Something was understood that is not there.
    INSERTION
  }

  /// One column.
  ///
  /// @param reference what is there; empty at an insertion
  /// @param hypothesis what was understood; empty at a deletion
  public record Step(Kind kind, String reference, String hypothesis) {}

  /// Copies the steps.
  public Alignment {
    steps = List.copyOf(steps);
  }

  /// Of tokens of any kind, none of them empty.
  public static Alignment of(List<String> reference, List<String> hypothesis) {
    int[][] distance = EditDistance.table(reference, hypothesis);
    List<Step> backwards = new ArrayList<>();
    int i = reference.size();
    int j = hypothesis.size();
    while (i > 0 || j > 0) {
      String there = i > 0 ? reference.get(i - 1) : "";
      String understood = j > 0 ? hypothesis.get(j - 1) : "";
      int wrong = there.equals(understood) ? 0 : 1;
      if (i > 0 && j > 0 && distance[i][j] == distance[i - 1][j - 1] + wrong) {
        Kind kind = wrong == 0 ? Kind.MATCH : Kind.SUBSTITUTION;
        backwards.add(new Step(kind, there, understood));
        i--;
        j--;
      } else if (i > 0 && distance[i][j] == distance[i - 1][j] + 1) {
        backwards.add(new Step(Kind.DELETION, there, ""));
        i--;
      } else {
        backwards.add(new Step(Kind.INSERTION, "", understood));
        j--;
      }
    }
    Collections.reverse(backwards);
    return new Alignment(backwards);
  }

  /// Of words: what white space of any kind separates.
  public static Alignment ofWords(String reference, String hypothesis) {
    return of(words(reference), words(hypothesis));
  }

  /// Of characters: code points, where white space between words is one blank and counts.
  public static Alignment ofCharacters(String reference, String hypothesis) {
    return of(characters(reference), characters(hypothesis));
  }

  private static List<String> words(String text) {
    return BLANKS.splitAsStream(text).filter(word -> !word.isEmpty()).toList();
  }

  private static List<String> characters(String text) {
    return String.join(" ", words(text)).codePoints().mapToObj(Character::toString).toList();
  }

  /// How many steps are of this kind.
  public long count(Kind kind) {
    return steps.stream().filter(step -> step.kind() == kind).count();
  }

  /// Its errors, counted.
  public ErrorRate rate() {
    return new ErrorRate(
        count(Kind.SUBSTITUTION),
        count(Kind.DELETION),
        count(Kind.INSERTION),
        steps.size() - count(Kind.INSERTION));
  }

  /// Two lines, what belongs together in one column, stars where there is nothing:
  ///
  /// ```
  /// REF: the cat sat ** down here
  /// HYP: the hat sat up down ****
  /// ```
  ///
  /// A blank that is a token itself is written `␣`. Columns are as wide as their code points.
  public String toText() {
    StringBuilder reference = new StringBuilder("REF:");
    StringBuilder hypothesis = new StringBuilder("HYP:");
    for (Step step : steps) {
      String there = step.reference().replace(' ', '␣');
      String understood = step.hypothesis().replace(' ', '␣');
      int width = Math.max(width(there), width(understood));
      append(reference, there, width);
      append(hypothesis, understood, width);
    }
    return reference.toString().stripTrailing() + "\n" + hypothesis.toString().stripTrailing();
  }

  private static int width(String token) {
    return token.codePointCount(0, token.length());
  }

  private static void append(StringBuilder line, String token, int width) {
    String shown = token.isEmpty() ? "*".repeat(width) : token;
    line.append(' ').append(shown).repeat(' ', width - width(shown));
  }
}
