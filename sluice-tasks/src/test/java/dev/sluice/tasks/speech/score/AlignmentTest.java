package dev.sluice.tasks.speech.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tasks.speech.score.Alignment.Kind;
import dev.sluice.tasks.speech.score.Alignment.Step;
import dev.sluice.testing.RandomSeed;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class AlignmentTest {
  private static final long SEED = RandomSeed.forClass(AlignmentTest.class);
  private static long trial;

  private static String kinds(Alignment alignment) {
    return alignment.steps().stream()
        .map(step -> step.kind().name().substring(0, 1))
        .collect(Collectors.joining());
  }

  @Test
  void eachKindOfStep() {
    Alignment found = Alignment.ofWords("the cat sat down here", "the hat sat up down");
    assertThat(found.steps())
        .containsExactly(
            new Step(Kind.MATCH, "the", "the"),
            new Step(Kind.SUBSTITUTION, "cat", "hat"),
            new Step(Kind.MATCH, "sat", "sat"),
            new Step(Kind.SUBSTITUTION, "down", "up"),
            new Step(Kind.SUBSTITUTION, "here", "down"));
    found = Alignment.ofWords("the cat sat down right here", "the hat sat up down right");
    assertThat(found.steps())
        .containsExactly(
            new Step(Kind.MATCH, "the", "the"),
            new Step(Kind.SUBSTITUTION, "cat", "hat"),
            new Step(Kind.MATCH, "sat", "sat"),
            new Step(Kind.INSERTION, "", "up"),
            new Step(Kind.MATCH, "down", "down"),
            new Step(Kind.MATCH, "right", "right"),
            new Step(Kind.DELETION, "here", ""));
    assertThat(found.rate()).isEqualTo(new ErrorRate(1, 1, 1, 6));
    assertThat(found.toText())
        .isEqualTo("REF: the cat sat ** down right here\nHYP: the hat sat up down right ****");
  }

  @Test
  void ofSeveralWaysItIsTheOneFoundFromTheEnd() {
    assertThat(kinds(Alignment.ofWords("a", "a a"))).isEqualTo("IM");
    assertThat(kinds(Alignment.ofWords("a a a", "a"))).isEqualTo("DDM");
    // Two substitutions, not a deletion and an insertion.
    assertThat(kinds(Alignment.ofWords("a b", "b a"))).isEqualTo("SS");
    assertThat(kinds(Alignment.ofWords("a b c", "x c"))).isEqualTo("DSM");
    assertThat(kinds(Alignment.ofWords("a c", "x y c"))).isEqualTo("ISM");
    assertThat(kinds(Alignment.ofWords("a b a", "b a b"))).isEqualTo("IMMD");
  }

  @Test
  void columnsAreAsWideAsTheWiderOne() {
    assertThat(Alignment.ofWords("a bb ccc", "aaaa b ccc").toText())
        .isEqualTo("REF: a    bb ccc\nHYP: aaaa b  ccc");
    assertThat(Alignment.ofCharacters("a b", "ab").toText()).isEqualTo("REF: a ␣ b\nHYP: a * b");
    assertThat(Alignment.ofWords("x 😀😀 y", "x z").toText())
        .isEqualTo("REF: x 😀😀 y\nHYP: x ** z");
    assertThat(Alignment.ofWords("", "").toText()).isEqualTo("REF:\nHYP:");
  }

  @Test
  void whiteSpaceOfAnyKindSeparates() {
    assertThat(Alignment.ofWords("\u00a0a\u3000b \t c\n", "a b c").rate())
        .isEqualTo(new ErrorRate(0, 0, 0, 3));
    assertThat(Alignment.ofCharacters("  a\u2003\u2003b ", "a b").rate())
        .isEqualTo(new ErrorRate(0, 0, 0, 3));
    assertThat(Alignment.ofCharacters("😀é", "😀e").rate()).isEqualTo(new ErrorRate(1, 0, 0, 2));
  }

  /// The fewest errors by trying all.
  private static int fewest(List<String> a, List<String> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.size() + b.size();
    }
    List<String> shorterA = a.subList(1, a.size());
    List<String> shorterB = b.subList(1, b.size());
    int same = a.getFirst().equals(b.getFirst()) ? 0 : 1;
    return Math.min(
        same + fewest(shorterA, shorterB), 1 + Math.min(fewest(shorterA, b), fewest(a, shorterB)));
  }

  @RepeatedTest(50)
  void errorsAreFewestAndStepsSpellBothTexts() {
    Random random = new Random(SEED + trial++);
    List<String> a = random.ints(random.nextInt(7), 0, 3).mapToObj(Integer::toString).toList();
    List<String> b = random.ints(random.nextInt(7), 0, 3).mapToObj(Integer::toString).toList();
    Alignment found = Alignment.of(a, b);
    assertThat(found.rate().errors()).isEqualTo(fewest(a, b));
    assertThat(found.rate().reference()).isEqualTo(a.size());
    assertThat(found.steps().stream().map(Step::reference).filter(s -> !s.isEmpty()))
        .containsExactlyElementsOf(a);
    assertThat(found.steps().stream().map(Step::hypothesis).filter(s -> !s.isEmpty()))
        .containsExactlyElementsOf(b);
    for (Step step : found.steps()) {
      Kind kind =
          step.hypothesis().isEmpty()
              ? Kind.DELETION
              : step.reference().isEmpty()
                  ? Kind.INSERTION
                  : step.reference().equals(step.hypothesis()) ? Kind.MATCH : Kind.SUBSTITUTION;
      assertThat(step.kind()).isEqualTo(kind);
    }
  }
}
