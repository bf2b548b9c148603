package dev.sluice.tasks.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLinesTest {
  private static final CsvColumns COLUMNS =
      CsvColumns.time("t").group("g").values("x", "y").missing(MissingPolicy.SKIP);

  @Test
  void rowsAreObjects() {
    Series series =
        read(
            """
            {"g": "a", "t": "2020-01-01", "x": 1.5, "y": -2e1, "z": [3]}
            {"t": "2020-01-01", "g": 7, "x": 0.1, "y": 4}

            {"g": "a", "t": "2020-01-02", "x": null, "y": 6}
            {"g": "a", "t": "2020-01-03", "y": 7}
            """);
    assertThat(series.groups()).extracting(Group::name).containsExactly("a", "7");
    Group a = series.groups().getFirst();
    assertThat(a.length()).isEqualTo(3);
    assertThat(a.value(0, 0)).isEqualTo(1.5);
    assertThat(a.value(1, 0)).isEqualTo(-20);
    assertThat(a.isMissing(0, 1)).isTrue();
    assertThat(a.isMissing(0, 2)).isTrue();
    assertThat(a.value(1, 2)).isEqualTo(7);
    assertThat(series.groups().getLast().value(0, 0)).isEqualTo(0.1);
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstLine() {
    Series series =
        read(
            "\uFEFF"
                + """
                {"g": "a", "t": "2020-01-01", "x": 1, "y": 2}
                {"g": "a", "t": "2020-01-02", "x": 3, "y": 4}
                """);
    assertThat(series.groups()).extracting(Group::name).containsExactly("a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          [1]                                            | s:1: is not a JSON object such as {"t":"2015-12-31","x":5.6}
          {"t":"2020-01-01"                              | s:1: is not JSON: the line
          {"g":"a","x":1,"y":2}                          | s:1: t is null; expected a text, as in {"t":
          {"g":"a","t":20200101,"x":1,"y":2}             | s:1: t is 20200101; expected a text
          {"t":"2020-01-01","x":1,"y":2}                 | s:1: g is null; expected a text
          {"g":"a","t":"2020-01-01","x":"1","y":2}       | s:1: x is "1"; expected a number or null
          {"g":"a","t":"2020-01-01","x":true,"y":2}      | s:1: x is true; expected a number or null
          {"g":"a","t":"2020-01-01","x":1e999,"y":2}     | s:1:3: x '1e999' is too large for a number
          {"g":"a","t":"1.1.2020","x":1,"y":2}           | s:1:1: t '1.1.2020' is not a time
          {"g":"a","t":"2020-01-01","x":1}               | s: no line has the members [y]
          """)
  void whatIsNoneIsRefused(String line, String message) {
    assertThatThrownBy(() -> read(line + "\n"))
        .isInstanceOf(CsvException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void aLineWithoutEndIsRefusedBeforeItIsRead() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return '{';
          }
        };
    assertThatThrownBy(() -> Series.jsonLines(endless, "s", COLUMNS))
        .isInstanceOf(CsvException.class)
        .hasMessage("s:1: the line is longer than 1048576 characters; is it JSON lines?");
  }

  @Test
  void linesMayEndAsOnWindows() {
    Series series =
        read(
            "{\"g\":\"a\",\"t\":\"2020-01-01\",\"x\":1,\"y\":2}\r\n\r\n"
                + "{\"g\":\"a\",\"t\":\"2020-01-02\",\"x\":3,\"y\":4}");
    assertThat(series.groups().getFirst().value(0, 1)).isEqualTo(3);
  }

  @Test
  void malformedBytesAreRefused() {
    byte[] bytes = {'{', '"', (byte) 0xC3, '"', '}', '\n'};
    assertThatThrownBy(() -> Series.jsonLines(new ByteArrayInputStream(bytes), "s", COLUMNS))
        .isInstanceOf(CsvException.class)
        .hasMessageContaining("not UTF-8");
  }

  private static Series read(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Series.jsonLines(new ByteArrayInputStream(bytes), "s", COLUMNS);
  }
}
