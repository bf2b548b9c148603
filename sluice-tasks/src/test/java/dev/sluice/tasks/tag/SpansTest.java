package dev.sluice.tasks.tag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tasks.tag.Spans.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpansTest {
  private static List<Span> of(String tags) {
    return Spans.of(List.of(tags.split(" ")));
  }

  @Test
  void bio() {
    assertThat(of("B-PER I-PER O B-LOC B-LOC I-LOC"))
        .containsExactly(new Span("PER", 0, 2), new Span("LOC", 3, 4), new Span("LOC", 4, 6));
  }

  /// As conlleval does: an I behind O, or of another type, begins a span.
  @Test
  void whatIsNotBegunBeginsAllTheSame() {
    assertThat(of("O I-PER I-PER I-LOC O"))
        .containsExactly(new Span("PER", 1, 3), new Span("LOC", 3, 4));
  }

  @Test
  void bmes() {
    assertThat(of("B M E S S B E"))
        .containsExactly(
            new Span("", 0, 3), new Span("", 3, 4), new Span("", 4, 5), new Span("", 5, 7));
    assertThat(of("B-ORG E-ORG I-ORG S-PER"))
        .containsExactly(new Span("ORG", 0, 2), new Span("ORG", 2, 3), new Span("PER", 3, 4));
  }

  @Test
  void partsOfSpeechAreNoMarks() {
    assertThat(Spans.areMarkedBy(List.of("NOUN", "VERB"))).isFalse();
    assertThat(Spans.areMarkedBy(List.of("B-X", "I-X", "O"))).isTrue();
    assertThat(Spans.areMarkedBy(List.of("B", "M", "E", "S"))).isTrue();
    assertThat(Spans.areMarkedBy(List.of("O"))).isFalse();
  }
}
