package dev.sluice.cli.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tasks.speech.SpokenWord;
import dev.sluice.tasks.speech.score.Alignment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Delays are those of right words, each from the end of its own word.
class FsddHeardTest {
  private static final List<String> SAID = List.of("one", "two", "three");
  private static final List<Double> ENDS = List.of(1.0, 2.0, 3.0);

  /// Words heard, and when.
  private static List<Double> delays(List<String> heard, Double... moments) {
    List<Double> delays = new ArrayList<>();
    FsddHeard.addDelays(Alignment.of(SAID, heard), List.of(moments), ENDS, delays);
    return delays;
  }

  @Test
  void allThatIsRightCounts() {
    assertThat(delays(SAID, 1.25, 2.5, 2.875)).containsExactly(0.25, 0.5, -0.125);
  }

  @Test
  void aMissingWordShiftsNothing() {
    assertThat(delays(List.of("one", "three"), 1.25, 3.5)).containsExactly(0.25, 0.5);
    assertThat(delays(List.of("two", "three"), 2.25, 3.5)).containsExactly(0.25, 0.5);
    assertThat(delays(List.of())).isEmpty();
  }

  @Test
  void aWordTooManyShiftsNothing() {
    assertThat(delays(List.of("one", "four", "two", "three"), 1.25, 1.5, 2.5, 3.75))
        .containsExactly(0.25, 0.5, 0.75);
    assertThat(delays(List.of("four", "one", "two", "three", "five"), 0.5, 1.25, 2.5, 3.75, 4.0))
        .containsExactly(0.25, 0.5, 0.75);
  }

  @Test
  void aWrongWordHasNoDelay() {
    assertThat(delays(List.of("one", "four", "three"), 1.25, 2.25, 3.5)).containsExactly(0.25, 0.5);
  }

  @Test
  void theyComeBehindThoseBefore() {
    List<Double> delays = new ArrayList<>(List.of(0.125));
    FsddHeard.addDelays(
        Alignment.of(List.of("one"), List.of("one")), List.of(1.5), List.of(1.0), delays);
    assertThat(delays).containsExactly(0.125, 0.5);
  }

  @Test
  void aLastWordHasWaitedForTheSilenceThatItIsSaidIn() {
    assertThat(FsddHeard.last(new SpokenWord("two", 1.0, 1.25, 1), 1.125)).isEqualTo(1.25);
    assertThat(FsddHeard.last(new SpokenWord("two", 1.0, 1.0625, 1), 1.125)).isEqualTo(1.125);
  }
}
