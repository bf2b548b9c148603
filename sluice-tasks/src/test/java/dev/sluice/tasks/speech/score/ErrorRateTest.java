package dev.sluice.tasks.speech.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorRateTest {
  private static final List<String> REFERENCES = List.of("one two three four", "five", "");
  private static final List<String> HYPOTHESES = List.of("one too three", "five and six", "oh");

  @Test
  void longTextsCountMore() {
    ErrorRate words = ErrorRate.ofWords(REFERENCES, HYPOTHESES);
    assertThat(words).isEqualTo(new ErrorRate(1, 1, 3, 5));
    assertThat(words.errors()).isEqualTo(5);
    assertThat(words.rate()).isEqualTo(1);
    // one two three four, 18: one replaced, five missing; five, 4: eight too many; oh: two.
    assertThat(ErrorRate.ofCharacters(REFERENCES, HYPOTHESES))
        .isEqualTo(new ErrorRate(1, 5, 10, 22));
  }

  @Test
  void itSaysWhatIsWrong() {
    assertThat(new ErrorRate(1, 2, 4, 24))
        .hasToString("29.17 % (7 of 24: 1 replaced, 2 missing, 4 too many)");
  }

  @Test
  void ofNothingThereIsNoRate() {
    assertThat(ErrorRate.ofWords(List.of(), List.of())).isEqualTo(ErrorRate.NONE);
    assertThat(ErrorRate.NONE.rate()).isNaN();
    assertThat(Alignment.ofWords("", "a").rate().rate()).isInfinite();
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> ErrorRate.ofWords(List.of("a", "b"), List.of("a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 references, 1 hypotheses");
    assertThatThrownBy(() -> new ErrorRate(2, 2, 0, 3)).hasMessageContaining("reference of 3");
    assertThatThrownBy(() -> new ErrorRate(0, -1, 0, 3)).hasMessageContaining("-1 deletions");
  }
}
