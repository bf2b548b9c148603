package dev.sluice.tasks.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.model.ModelException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CharactersTest {
  private static final Characters SOME = Characters.of("ba\n星😀a");

  @Test
  void codePointsAreNumberedInOrder() {
    assertThat(SOME.size()).isEqualTo(6);
    assertThat(SOME.encode("\nab星😀c")).containsExactly(1, 2, 3, 4, 5, Characters.OTHER);
    assertThat(SOME.codePoint(5)).isEqualTo("😀".codePointAt(0));
    assertThat(SOME.codePoint(Characters.OTHER)).isEqualTo(0xFFFD);
    assertThatThrownBy(() -> SOME.codePoint(6)).hasMessageContaining("id 6 is not in 0 … 5");
  }

  @Test
  void comesBackFromJson() {
    Characters back = Characters.fromJson(SOME.toJson(), "characters.json");
    assertThat(back.encode("ba\n星😀c")).isEqualTo(SOME.encode("ba\n星😀c"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[\"a\",\"bc\"]|[1]: expected one character",
        "[\"a\",\"\"]|[1]: expected one character",
        "[\"b\",\"a\"]|[1]: expected a character after the one before",
        "[\"a\",\"a\"]|[1]: expected a character after the one before",
        "[1]|expected a string",
        "{}|expected an array",
      })
  void wrongListsAreRefused(String json, String message) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> Characters.fromJson(bytes, "characters.json"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(message);
  }
}
