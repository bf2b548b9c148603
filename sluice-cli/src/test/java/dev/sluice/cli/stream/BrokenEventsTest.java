package dev.sluice.cli.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.Sluice;
import dev.sluice.core.model.Overwrite;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonReader;
import dev.sluice.core.model.json.JsonString;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.stream.StreamingMode;
import dev.sluice.tasks.series.GroupCoding;
import dev.sluice.tasks.series.Window;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Lines that cannot be answered are answered in their place, in one sentence, and change nothing.
class BrokenEventsTest {
  private static final String PLAIN = "{'key':'a','time':'2015-12-30','temp_max':5.5}";
  private static final String NEXT = "{'key':'a','time':'2015-12-31','temp_max':7}";

  @TempDir static Path folder;
  private static Path weather;
  private static Path stack;
  private static Path ahead;

  @BeforeAll
  static void models() {
    weather = folder.resolve("weather");
    Window window = Window.of(5, 2).target("temp_max").inputs("temp_max");
    TestModels.weather(window.groups(GroupCoding.NONE), 3, 1, StreamingMode.CARRIED)
        .save(weather, Overwrite.REFUSE);
    ahead = folder.resolve("ahead");
    TestModels.weather(
            window.known("wind", "precipitation").groups(GroupCoding.ONE_HOT),
            3,
            1,
            StreamingMode.SLIDING)
        .save(ahead, Overwrite.REFUSE);
    stack = folder.resolve("stack");
    TestModels.stack(GruSpec.of(2, 3)).save(stack, Overwrite.REFUSE);
  }

  private static final String FIELDS = "\"key\", \"time\", \"group\", \"temp_max\"";

  /// Single quotes stand for double ones.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'key':'a','time':'2015-12-31'}                              | 0  | 'temp_max' is missing; these events have FIELDS
          {'time':'2015-12-31','temp_max':1}                           | 0  | 'key' is missing; these events have FIELDS
          {'key':'a','temp_max':1}                                     | 0  | 'time' is missing; these events have FIELDS
          {}                                                           | 0  | 'key' is missing; these events have FIELDS
          {'key':'a','time':'2015-12-31','tmp_max':1}                  | 32 | there is no field 'tmp_max' in these events, but FIELDS; take it out or mend its name
          {'key':'a','key':'b','time':'2015-12-31','temp_max':1}       | 12 | 'key' is there twice; take one out
          {'key':'a','time':'2015-12-31','temp_max':null}              | 43 | 'temp_max' is null; give a number (impute it)
          {'key':'a','time':'2015-12-31','temp_max':NaN}               | 43 | 'temp_max' is NaN; give a finite number (impute it)
          {'key':'a','time':'2015-12-31','temp_max':-Infinity}         | 43 | 'temp_max' is -Infinity; give a finite number (impute it)
          {'key':'a','time':'2015-12-31','temp_max':1e39}              | 43 | 'temp_max' is 1e39, too large for a model; the largest number is 3.4e38
          {'key':'a','time':'2015-12-31','temp_max':1e999}             | 43 | 'temp_max' is 1e999, too large for a model; the largest number is 3.4e38
          {'key':'a','time':'2015-12-31','temp_max':'5.6'}             | 43 | 'temp_max' is text, '5.6'; give a number
          {'key':'a','time':'2015-12-31','temp_max':[1]}               | 43 | 'temp_max' is an array; give a number
          {'key':'a','time':'2015-12-31','temp_max':true}              | 43 | 'temp_max' is true or false; give a number
          {'key':7,'time':'2015-12-31','temp_max':1}                   | 8  | 'key' is a number; give text in quotes
          {'key':'','time':'2015-12-31','temp_max':1}                  | 8  | 'key' is empty; give it a value
          {'key':'éééééé','time':'2015-12-31','temp_max':1}            | 8  | 'key' has 12 bytes, allowed are 10; shorten it, or allow more with --key-limit
          {'key':'a','time':20151231,'temp_max':1}                     | 19 | 'time' is a number; give text in quotes
          {'key':'a','time':'31.12.2015','temp_max':1}                 | 19 | 'time', '31.12.2015', is not a time such as 2015-12-31 or 2015-12-31T06:00; write year-month-day with four, two and two digits
          {'key':'a','time':'2015-2-3','temp_max':1}                   | 19 | 'time', '2015-2-3', is not a time such as 2015-12-31 or 2015-12-31T06:00; write year-month-day with four, two and two digits
          {'key':'a','time':'2015-02-30','temp_max':1}                 | 19 | 'time', '2015-02-30', does not exist in the calendar; mend it (year-month-day)
          {'key':'a','time':'2015-12-31T24:00','temp_max':1}           | 19 | 'time', '2015-12-31T24:00', does not exist on a clock; hours are 00 to 23
          {'key':'a','time':'2015-12-31T00:00Z','temp_max':1}          | 19 | 'time', '2015-12-31T00:00Z', has a time zone; write local times without it, such as 2015-12-31 or 2015-12-31T06:00
          {'key':'a','time':'2015-12-31T00:00:00.5','temp_max':1}      | 19 | 'time', '2015-12-31T00:00:00.5', has a fraction of a second; steps are whole seconds, round it
          {'key':'a','time':'2016-01-01','temp_max':1}                 | 0  | 2016-01-01 does not follow 2015-12-30, the last time of this stream, at a step of 1d; the events of a key are of one group and follow each other without gaps: mend it, or begin with another key
          {'key':'a','time':'2015-12-30','temp_max':1}                 | 0  | 2015-12-30 does not follow 2015-12-30, the last time of this stream, at a step of 1d; the events of a key are of one group and follow each other without gaps: mend it, or begin with another key
          {'key':'a','group':'Rome','time':'2015-12-31','temp_max':1}  | 20 | 'group' is 'Rome', which training did not see; it is one of [Seattle, New York]
          {'key':'a','time':'2015-12-31','temp_max':1} {}              | 46 | something follows the event; write one event a line
          {'key':'a','time':'2015-12-31','temp_max':1                  | 44 | not JSON: Unexpected end-of-input: expected close marker for Object; one line is one object of JSON, mend it
          {'key':'a' 'time':'2015-12-31','temp_max':1}                 | 12 | not JSON: Unexpected character (''' (code 34)): was expecting comma to separate Object entries; one line is one object of JSON, mend it
          {'key':'a','time':'2015-12-31','temp_max':05}                | 44 | not JSON: Invalid numeric value: Leading zeroes not allowed; one line is one object of JSON, mend it
          ['a','2015-12-31',1]                                         | 1  | a line is an object such as {'key': …}, not an array; mend it
          5                                                            | 1  | a line is an object such as {'key': …}, not a number; mend it
          key,time,temp_max                                            | 1  | not JSON: Unrecognized token 'key': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false'); one line is one object of JSON, mend it
          """)
  void ofAForecaster(String line, int column, String sentence) {
    List<String> undisturbed = stream(weather, PLAIN, NEXT).lines();
    Sluice call = stream(weather, PLAIN, line, NEXT);
    assertThat(call.lines()).hasSize(3);
    assertRefused(call.lines().get(1), 2, column, sentence);
    assertThat(call.lines().get(0)).isEqualTo(undisturbed.get(0));
    assertThat(call.lines().get(2)).isEqualTo(undisturbed.get(1));
    assertThat(call.exit()).isZero();
    assertThat(call.err()).contains("2 events", "; 1 key; 1 line refused").hasLineCount(1);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'key':'a','x':[1]}             | 18 | 'x' has 1 of the 2 values that the model takes
          {'key':'a','x':[1,2,3]}         | 21 | 'x' has more than the 2 values that the model takes
          {'key':'a','x':5}               | 16 | 'x' is a number; give an array of numbers
          {'key':'a','x':[1,null]}        | 19 | 'x', value 2, is null; give a number (impute it)
          {'key':'a','x':[1,[2]]}         | 19 | 'x', value 2, is an array; give a number
          {'key':'a','x':[NaN,2]}         | 17 | 'x', value 1, is NaN; give a finite number (impute it)
          {'key':'a','x':[1,-4e38]}       | 19 | 'x', value 2, is -4e38, too large for a model; the largest number is 3.4e38
          {'key':'a','x':[1,'2']}         | 19 | 'x', value 2, is text, '2'; give a number
          {'key':'a\\ud83c','x':[1,2]}    | 8  | 'key' has half of a surrogate pair, which is no character; mend it
          {'key':'a'}                     | 0  | 'x' is missing; these events have 'key', 'x'
          {'key':'a','x':[1,2],'time':1}  | 22 | there is no field 'time' in these events, but 'key', 'x'; take it out or mend its name
          """)
  void ofABareStack(String line, int column, String sentence) {
    String good = "{'key':'a','x':[1,-2]}";
    List<String> undisturbed = stream(stack, good, good).lines();
    Sluice call = stream(stack, good, line, good);
    assertRefused(call.lines().get(1), 2, column, sentence);
    assertThat(call.lines().get(2)).isEqualTo(undisturbed.get(1)).isNotEqualTo(undisturbed.get(0));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'key':'a','time':'2015-12-31','temp_max':1,'known':{'wind':[1,2],'precipitation':[0,0]}}                   | 0  | 'group' is missing and the key, 'a', is no group of training; give one of [Seattle, New York]
          {'key':'Seattle','time':'2015-12-31','temp_max':1}                                                          | 0  | 'known' is missing; these events have 'key', 'time', 'group', 'known', 'temp_max'
          {'key':'Seattle','time':'2015-12-31','temp_max':1,'known':[1]}                                              | 59 | 'known' is an array; give an object with [wind, precipitation]
          {'key':'Seattle','time':'2015-12-31','temp_max':1,'known':{'wind':[1,2]}}                                   | 72 | 'known' has [wind], needed are [wind, precipitation]
          {'key':'Seattle','time':'2015-12-31','temp_max':1,'known':{'wind':[1],'precipitation':[0,0]}}               | 69 | 'known', wind, has 1 values, needed is one for each of the 2 steps ahead
          {'key':'Seattle','time':'2015-12-31','temp_max':1,'known':{'wind':[1,2],'wind':[0,0]}}                      | 73 | 'known' has 'wind', which is there already; it has [wind, precipitation] once each
          {'key':'Seattle','time':'2015-12-31','temp_max':1,'known':{'rain':[1,2]}}                                   | 60 | 'known' has 'rain', which is unknown; it has [wind, precipitation] once each
          {'key':'Seattle','time':'2015-12-31','temp_max':1,'known':{'wind':[1,null],'precipitation':[0,0]}}          | 70 | 'known', wind, is null; give a number (impute it)
          """)
  void ofAForecasterThatKnowsTheFuture(String line, int column, String sentence) {
    assertRefused(stream(ahead, line).lines().getFirst(), 1, column, sentence);
  }

  @Test
  void bytesThatAreNotUtf8() {
    byte[] line = "{\"key\":\"a?\",\"x\":[1,2]}\n".getBytes(StandardCharsets.US_ASCII);
    line[9] = (byte) 0xff;
    assertRefused(stream(line), 1, 10, "byte 0xff is not UTF-8; convert it to UTF-8");
    line[9] = (byte) 0xc3; // begins a character that does not go on
    assertRefused(stream(line), 1, 10, "byte 0xc3 is not UTF-8; convert it to UTF-8");
    byte[] wide = "{\"key\":\"a\",\"x\":[1,2]}".getBytes(StandardCharsets.UTF_16LE);
    assertRefused(stream(wide), 1, 2, "a zero byte, so it is not UTF-8; convert it to UTF-8");
  }

  private static String stream(byte[] bytes) {
    return Sluice.reading(new ByteArrayInputStream(bytes), "stream", stack).lines().getFirst();
  }

  @Test
  void linesThatNeverEnd() {
    ByteArrayOutputStream input = new ByteArrayOutputStream();
    byte[] good = "{\"key\":\"a\",\"x\":[1,2]}\n".getBytes(StandardCharsets.US_ASCII);
    input.writeBytes(good);
    input.writeBytes("{\"key\":\"".getBytes(StandardCharsets.US_ASCII));
    input.writeBytes(new byte[3_000_000]);
    input.write('\n');
    input.writeBytes(good);
    input.writeBytes(new byte[300_000]);
    Sluice call = Sluice.reading(new ByteArrayInputStream(input.toByteArray()), "stream", stack);
    String sentence =
        "the line is longer than 67200 bytes and was passed over; events of this model are shorter";
    assertThat(call.lines()).hasSize(4);
    assertRefused(call.lines().get(1), 2, 0, sentence);
    assertThat(call.lines().get(2)).startsWith("{\"key\":\"a\"");
    assertRefused(call.lines().get(3), 4, 0, sentence);
  }

  @Test
  void strictStopsAtTheFirst() {
    Sluice call = Sluice.reading(text(PLAIN, "", "{'key':5}", NEXT), "stream", weather, "--strict");
    assertThat(call.lines()).containsExactlyElementsOf(stream(weather, PLAIN).lines());
    assertThat(call.exit()).isOne();
    assertThat(call.err().lines().toList().getLast())
        .isEqualTo("sluice: line 3, column 8: \"key\" is a number; give text in quotes");
  }

  private static Sluice stream(Path model, String... lines) {
    return Sluice.reading(text(lines), "stream", model, "--key-limit", 10);
  }

  private static String text(String... lines) {
    return String.join("\n", lines).replace('\'', '"');
  }

  private static void assertRefused(String answer, long line, int column, String sentence) {
    JsonObject json =
        (JsonObject) JsonReader.read(answer.getBytes(StandardCharsets.UTF_8), "answer");
    JsonObject.Builder expected = JsonObject.builder().put("line", line);
    if (column > 0) {
      expected.put("column", column);
    }
    String error = sentence.replace("FIELDS", FIELDS).replace('\'', '"');
    String got = ((JsonString) json.members().get("error")).value().replace('\'', '"');
    assertThat(got).isEqualTo(error);
    JsonObject whole = expected.put("error", got).build();
    assertThat(json.members().keySet()).isEqualTo(whole.members().keySet());
    assertThat(json.members().get("line")).isEqualTo(whole.members().get("line"));
    assertThat(json.members().get("column")).isEqualTo(whole.members().get("column"));
  }
}
