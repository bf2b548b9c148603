package dev.sluice.cli.stream;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.Named;

/// Reads one JSON object a line, whose fields are known; every refusal is a [BadEvent] with its
/// place.
///
/// ```java
/// parser.read(bytes, from, to, field -> { … parser.text(…) … });
/// parser.require(KEY);
/// ```
final class EventParser implements AutoCloseable {
  // NaN is read so that it can be refused by its name.
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  /// What the parser tells of itself rather than of the line.
  private static final Pattern ASIDE =
      Pattern.compile("\\R.*| \\(start marker.*| \\(or [^)]*\\)", Pattern.DOTALL);

  private static final String MEND = "; one line is one object of JSON, mend it";

  private static final String TAKES = " values that the model takes";

  private final List<String> names;
  private final PropertyNameMatcher matcher;
  private final boolean[] seen;
  private final EncodingCheck encoding = new EncodingCheck();
  private @Nullable JsonParser parser;
  private int current;

  /// @param names of the fields an event may have
  EventParser(List<String> names) {
    this.names = List.copyOf(names);
    matcher = JSON.constructNameMatcher(names.stream().map(Named::fromString).toList(), false);
    seen = new boolean[names.size()];
  }

  private JsonParser parser() {
    if (parser == null) {
      throw new IllegalStateException("no event was begun");
    }
    return parser;
  }

  /// Reads the event in `bytes`, from `from` to `to`.
  ///
  /// @param field is given the number of each field and takes its value, with one of the methods
  ///   below
  /// @throws BadEvent if it is no such event
  void read(byte[] bytes, int from, int to, IntConsumer field) {
    try {
      begin(bytes, from, to);
      while (nextField()) {
        field.accept(current);
      }
    } catch (JacksonException e) { // not only by names: values are read late
      throw notJson(e);
    }
  }

  private void begin(byte[] bytes, int from, int to) {
    close();
    encoding.check(bytes, from, to);
    Arrays.fill(seen, false);
    JsonParser begun = JSON.createParser(ObjectReadContext.empty(), bytes, from, to - from);
    parser = begun;
    JsonToken first = next();
    if (first != JsonToken.START_OBJECT) {
      throw refuse("a line is an object such as {\"key\": …}, not " + kind(first) + "; mend it");
    }
  }

  private boolean nextField() {
    current = parser().nextNameMatch(matcher);
    if (current == PropertyNameMatcher.MATCH_END_OBJECT) {
      if (next() != null) {
        throw refuse("something follows the event; write one event a line");
      }
      return false;
    }
    if (current < 0) {
      throw refuse(
          "there is no field \"%s\" in these events, but %s; take it out or mend its name"
              .formatted(shortened(parser().currentName()), fields()));
    }
    if (seen[current]) {
      throw refuse(quoted() + " is there twice; take one out");
    }
    seen[current] = true;
    return true;
  }

  private String fields() {
    return names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
  }

  /// Refuses the event if it does not have that field.
  void require(int field) {
    if (!seen[field]) {
      throw new BadEvent(
          BadEvent.WHOLE_LINE,
          "\"%s\" is missing; these events have %s".formatted(names.get(field), fields()));
    }
  }

  /// Whether the event has that field.
  boolean has(int field) {
    return seen[field];
  }

  /// The current field's value: text that is not empty.
  ///
  /// @param longest bytes it may have in UTF-8
  /// @param cure how to have more
  String text(int longest, String cure) {
    requireText();
    String text = parser().getString();
    if (text.isEmpty()) {
      throw refuse(quoted() + " is empty; give it a value");
    }
    if (hasHalf(text)) {
      throw refuse(quoted() + " has half of a surrogate pair, which is no character; mend it");
    }
    if (text.length() > longest || utf8Length(text) > longest) {
      throw refuse(
          "%s has %d bytes, allowed are %d; shorten it%s"
              .formatted(quoted(), utf8Length(text), longest, cure));
    }
    return text;
  }

  private static boolean hasHalf(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) { // rare, so the whole is asked then
        return text.codePoints().anyMatch(AnswerWriter::isHalf);
      }
    }
    return false;
  }

  private static int utf8Length(String text) {
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return length;
  }

  /// The current field's value: a time.
  LocalDateTime time() {
    requireText();
    JsonParser json = parser();
    try {
      return EventTime.parse(
          json.getStringCharacters(), json.getStringOffset(), json.getStringLength());
    } catch (IllegalArgumentException e) {
      throw refuse(
          "%s, \"%s\", %s".formatted(quoted(), shortened(json.getString()), e.getMessage()));
    }
  }

  private void requireText() {
    JsonToken token = next();
    if (token != JsonToken.VALUE_STRING) {
      throw refuse(quoted() + " is " + kind(token) + "; give text in quotes");
    }
  }

  /// The current field's value: a number that a float can hold.
  double number() {
    return number(next(), "");
  }

  private double number(@Nullable JsonToken token, String place) {
    if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
      String cure = token == JsonToken.VALUE_NULL ? " (impute it)" : "";
      throw refuse(quoted() + place + " is " + kind(token) + "; give a number" + cure);
    }
    double value = parser().getDoubleValue();
    if (!(Math.abs(value) <= Float.MAX_VALUE)) {
      String text = shortened(parser().getString());
      throw refuse(
          quoted()
              + place
              + (parser().isNaN()
                  ? " is " + text + "; give a finite number (impute it)"
                  : " is " + text + ", too large for a model; the largest number is 3.4e38"));
    }
    return value;
  }

  /// The current field's value: an array of exactly that many numbers.
  ///
  /// @param out receives them
  void numbers(float[] out) {
    array(next(), "");
    fill(out, 0);
  }

  /// The current field's value: one or more arrays of exactly that many numbers.
  List<float[]> rows(int width) {
    array(next(), "");
    List<float[]> rows = new ArrayList<>();
    for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
      array(token, ", step " + (rows.size() + 1) + ",");
      float[] row = new float[width];
      rows.add(row);
      fill(row, rows.size());
    }
    if (rows.isEmpty()) {
      throw refuse(quoted() + " has no step; give one array of numbers for each");
    }
    return rows;
  }

  /// @param step whose values they are, 0 for the only one
  private void fill(float[] out, int step) {
    int count = 0;
    for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
      if (count == out.length) {
        throw refuse(quoted() + at(step) + " has more than the " + count + TAKES);
      }
      out[count] = token == JsonToken.VALUE_NUMBER_FLOAT ? parser().getFloatValue() : 0;
      if (out[count] == 0 || !Float.isFinite(out[count])) { // not what is usual: look closer
        out[count] =
            (float) number(token, (step == 0 ? "," : at(step)) + " value " + (count + 1) + ",");
      }
      count++;
    }
    if (count < out.length) {
      throw refuse(quoted() + at(step) + " has " + count + " of the " + out.length + TAKES);
    }
  }

  private static String at(int step) {
    return step == 0 ? "" : ", step " + step + ",";
  }

  /// The current field's value: an object that has an array of that many numbers for each column.
  ///
  /// @param out receives them from `from` on, all columns of the first number first
  void table(List<String> columns, int rows, double[] out, int from) {
    JsonToken token = next();
    if (token != JsonToken.START_OBJECT) {
      throw refuse(quoted() + " is " + kind(token) + "; give an object with " + columns);
    }
    Set<String> given = new HashSet<>();
    for (token = next(); token != JsonToken.END_OBJECT; token = next()) {
      String column = String.valueOf(parser().currentName());
      if (!columns.contains(column) || !given.add(column)) {
        throw refuse(
            "%s has \"%s\", which is %s; it has %s once each"
                .formatted(
                    quoted(),
                    shortened(column),
                    columns.contains(column) ? "there already" : "unknown",
                    columns));
      }
      column(column, rows, out, from + columns.indexOf(column), columns.size());
    }
    if (given.size() < columns.size()) {
      throw refuse(quoted() + " has " + given + ", needed are " + columns);
    }
  }

  private void column(String name, int rows, double[] out, int from, int stride) {
    String place = ", " + name + ",";
    array(next(), place);
    int count = 0;
    for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
      double value = number(token, place);
      if (count < rows) {
        out[from + count * stride] = value;
      }
      count++;
    }
    if (count != rows) {
      throw refuse(
          "%s%s has %d values, needed is one for each of the %d steps ahead"
              .formatted(quoted(), place, count, rows));
    }
  }

  private void array(@Nullable JsonToken token, String place) {
    if (token != JsonToken.START_ARRAY) {
      throw refuse(quoted() + place + " is " + kind(token) + "; give an array of numbers");
    }
  }

  /// The next token, null at the end of the line.
  private @Nullable JsonToken next() {
    return parser().nextToken();
  }

  private static BadEvent notJson(JacksonException e) {
    String reason = ASIDE.matcher(String.valueOf(e.getOriginalMessage())).replaceAll("");
    TokenStreamLocation place = e.getLocation();
    return new BadEvent(
        place == null ? BadEvent.WHOLE_LINE : place.getColumnNr(),
        "not JSON: " + shortened(reason) + MEND);
  }

  /// A refusal of the current token.
  BadEvent refuse(String sentence) {
    return new BadEvent(parser().currentTokenLocation().getColumnNr(), sentence);
  }

  private String quoted() {
    return '"' + names.get(current) + '"';
  }

  private String kind(@Nullable JsonToken token) {
    return switch (token) {
      case null -> "nothing";
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "text, \"" + shortened(parser().getString()) + '"';
      case VALUE_NULL -> "null";
      case VALUE_TRUE, VALUE_FALSE -> "true or false";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      default -> "something else";
    };
  }

  /// So that an answer does not repeat a line of a megabyte.
  private static String shortened(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }

  /// Gives the parser's buffers back.
  @Override
  public void close() {
    if (parser != null) {
      parser.close();
      parser = null;
    }
  }
}
