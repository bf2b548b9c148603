package dev.sluice.core.model.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
  static Json read(String text) {
    return JsonReader.read(text.getBytes(StandardCharsets.UTF_8), "a.json");
  }

  @Test
  void readsEveryKindOfValue() {
    Json value = read(" { \"a\" : [ 1 , -2.5e+3 , \"x\" , true , false , null ] , \"b\" : { } } ");
    assertThat(value)
        .isEqualTo(
            JsonObject.builder()
                .put(
                    "a",
                    JsonArray.of(
                        JsonNumber.of(1),
                        new JsonNumber("-2.5e+3"),
                        new JsonString("x"),
                        JsonBoolean.TRUE,
                        JsonBoolean.FALSE,
                        JsonNull.NULL))
                .put("b", JsonObject.empty())
                .build());
  }

  @Test
  void keepsTheOrderOfMembers() {
    assertThat(((JsonObject) read("{\"b\":1,\"a\":2,\"c\":3}")).members().keySet())
        .containsExactly("b", "a", "c");
  }

  @Test
  void readsEscapesAndPairsOfSurrogates() {
    assertThat(read("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\u7A7A\uD83D\uDE00\""))
        .isEqualTo(new JsonString("\"\\/\b\f\n\r\t\u00e9\uD83D\uDE00\u7A7A\uD83D\uDE00"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "1",
        "-1",
        "10",
        "1.5",
        "0.5",
        "1e5",
        "1E-5",
        "1e+5",
        "9007199254740993"
      })
  void keepsTheTextOfNumbers(String number) {
    assertThat(read(number)).isEqualTo(new JsonNumber(number));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01",
        "-01",
        "1.",
        ".5",
        "+1",
        "1e",
        "1e+",
        "--1",
        "1-2",
        "-",
        "1.2.3",
        "0x10",
        "NaN",
        "-NaN",
        "Infinity",
        "-Infinity",
        "1_000",
        "\uFF11"
      })
  void refusesWhatIsNoNumber(String number) {
    assertThatThrownBy(() -> read(number)).isInstanceOf(JsonException.class);
    assertThatThrownBy(() -> read("[" + number + "]")).isInstanceOf(JsonException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | line 1, column 1: expected a value, found the end of the text",
        "{\"a\":1,} | line 1, column 8: expected a name in double quotes, found '}'",
        "{\"a\":1 \"b\" | line 1, column 8: expected ',' or '}', found '\"'",
        "{a:1} | line 1, column 2: expected a name in double quotes, found 'a'",
        "{\"a\" 1} | line 1, column 6: expected ':' after the name, found '1'",
        "[1,] | line 1, column 4: expected a value, found ']'",
        "[1 2] | line 1, column 4: expected ',' or ']', found '2'",
        "[1] x | line 1, column 5: expected nothing after the value, found 'x'",
        "{\"a\":1,\"a\":2} | line 1, column 8: the name \"a\" stands twice",
        "{\"a\":1,\"\\u0061\":2} | line 1, column 8: the name \"a\" stands twice",
        "[007] | line 1, column 2: expected a number, found \"007\"",
        "[NaN] | line 1, column 2: expected a value (NaN and Infinity are not JSON), found 'N'",
        "\"abc | line 1, column 5: expected a closing '\"', found the end of the text",
        "\"\\x\" | line 1, column 2: expected one of",
        "\"\\u12g4\" | line 1, column 6: expected four hexadecimal digits after \\u, found 'g'",
        "\"\\ud800\" | line 1, column 2: a lone surrogate is no character",
        "\"\\udc00\" | line 1, column 2: a lone surrogate is no character",
        "\"\\ud800\\ud800\" | line 1, column 2: a lone surrogate is no character",
        "tru | line 1, column 1: expected a value, found 't'",
        "// no | line 1, column 1: expected a value, found '/'",
        "'a' | line 1, column 1: expected a value, found '''",
      })
  void saysWhereAndWhat(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(JsonException.class)
        .hasMessageStartingWith("a.json: " + message);
  }

  @Test
  void countsLinesAndCodePoints() {
    assertThatThrownBy(() -> read("{\n  \"a\": 1,\r\n  \"\uD83D\uDE00\": ?\n}"))
        .hasMessage("a.json: line 3, column 8: expected a value, found '?'");
  }

  @Test
  void refusesControlCharactersInStrings() {
    assertThatThrownBy(() -> read("\"a\nb\""))
        .hasMessage(
            "a.json: line 1, column 3: expected no control character in a string (escape it), found U+000A");
    assertThatThrownBy(() -> read("\"\u0000\"")).isInstanceOf(JsonException.class);
  }

  @Test
  void refusesAByteOrderMark() {
    assertThatThrownBy(() -> read("\uFEFF{}")).hasMessageContaining("byte order mark");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ff", "c0af", "eda080", "f8888080", "e282", "80"})
  void refusesMalformedUtf8(String hex) {
    byte[] bad = java.util.HexFormat.of().parseHex(hex);
    byte[] text = new byte[bad.length + 3];
    text[0] = '\n';
    text[1] = '"';
    System.arraycopy(bad, 0, text, 2, bad.length);
    text[text.length - 1] = '"';
    assertThatThrownBy(() -> JsonReader.read(text, "a.json"))
        .isInstanceOf(JsonException.class)
        .hasMessageStartingWith("a.json: line 2, column 2: expected UTF-8, found the byte 0x")
        .hasMessageContaining("at offset 2");
  }

  @Test
  void limitsDepth() {
    assertThat(read("[".repeat(64) + "]".repeat(64))).isInstanceOf(JsonArray.class);
    assertThatThrownBy(() -> read("[".repeat(65) + "]".repeat(65)))
        .hasMessageContaining("nested deeper than 64 levels");
    assertThatThrownBy(() -> read("{\"a\":".repeat(1_000_000)))
        .hasMessageContaining("nested deeper than 64 levels");
  }

  @Test
  void limitsTheNumberOfValues() {
    assertThatThrownBy(() -> read("[" + "0,".repeat(250_000) + "0]"))
        .hasMessageContaining("more than 250000 values");
    byte[] words = ("[" + "\"abc\",".repeat(400_000) + "0]").getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> JsonReader.read(words, "words"))
        .hasMessageContaining("more than 250000 values");
    assertThat(JsonView.read("words", words, IllegalStateException::new).elements())
        .hasSize(400_001);
    byte[] zeros = ("[" + "0,".repeat(400_000) + "0]").getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> JsonView.read("zeros", zeros, IllegalStateException::new))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("more than 250000 values");
  }

  @Test
  void doesNotRepeatALongTextInAMessage() {
    String long_ = "a".repeat(100_000);
    assertThatThrownBy(() -> read("{\"" + long_ + "\":1,\"" + long_ + "\":1}"))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
  }

  @Test
  void whatIsReadIsImmutable() {
    JsonArray array = (JsonArray) read("[1]");
    assertThat(array.elements()).isEqualTo(List.of(JsonNumber.of(1))).isUnmodifiable();
    assertThat(((JsonObject) read("{\"a\":1}")).members()).isUnmodifiable();
  }
}
