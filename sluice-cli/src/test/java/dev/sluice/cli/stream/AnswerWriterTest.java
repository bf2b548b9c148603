package dev.sluice.cli.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.stream.AnswerWriter.TimeText;
import dev.sluice.core.model.json.JsonReader;
import dev.sluice.core.model.json.JsonString;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is written is JSON, and is read as what it was.
class AnswerWriterTest {
  private final StringWriter text = new StringWriter();
  private final AnswerWriter out = new AnswerWriter(new PrintWriter(text));

  private String written() {
    out.flush();
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "plain", "\"\\/\b\f\n\r\t\u0000\u001f\u007f", "é→\ud83c\udf27x", "日本"})
  void stringsAreReadAgain(String value) {
    out.string(value);
    byte[] json = written().getBytes(StandardCharsets.UTF_8);
    assertThat(((JsonString) JsonReader.read(json, "string")).value()).isEqualTo(value);
  }

  @Test
  void halfACharacterIsNone() {
    out.string("a\ud83cb\udf27");
    assertThat(written()).isEqualTo("\"a\ufffdb\ufffd\"");
  }

  @Test
  void numbersAreTheShortestThatAreTheSame() {
    float[] floats = {0, -0f, 1, -0.1f, 1e-30f, 3.4028235e38f, 123456.79f, 1e7f, Float.MIN_VALUE};
    StringBuilder expected = new StringBuilder();
    for (float value : floats) {
      out.number(value).raw(' ').number((double) value).raw(' ');
      expected.append(value).append(' ').append((double) value).append(' ');
    }
    out.number(Long.MIN_VALUE);
    assertThat(written()).isEqualTo(expected.append(Long.MIN_VALUE).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "DATE,2015-12-31T00:00,2015-12-31",
    "DATE,0099-01-02T00:00,0099-01-02",
    "DATE,2015-12-31T06:00,2015-12-31T06:00",
    "DATE_AND_TIME,2015-12-31T00:00,2015-12-31T00:00",
    "DATE_AND_TIME,2015-12-31T23:59:07,2015-12-31T23:59:07",
    "DATE_AND_TIME,+12015-12-31T00:00,+12015-12-31T00:00"
  })
  void times(TimeText style, String time, String expected) {
    out.time(LocalDateTime.parse(time), style);
    assertThat(written()).isEqualTo('"' + expected + '"');
  }
}
