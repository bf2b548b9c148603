package dev.sluice.tasks.series;

import dev.sluice.core.model.json.Json;
import dev.sluice.core.model.json.JsonException;
import dev.sluice.core.model.json.JsonNull;
import dev.sluice.core.model.json.JsonNumber;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonReader;
import dev.sluice.core.model.json.JsonString;
import dev.sluice.core.model.json.JsonWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a [Series] from JSON lines, as rows of a table whose header is the columns asked for.
final class JsonLines {
  /// Characters of a line.
  private static final int MOST = 1 << 20;

  private final String source;
  private final CsvColumns columns;
  private final List<String> names = new ArrayList<>();
  private final Set<String> never; // columns that no line has had yet

  private JsonLines(String source, CsvColumns columns) {
    this.source = source;
    this.columns = columns;
    names.add(columns.time());
    if (columns.group() != null) {
      names.add(columns.group());
    }
    names.addAll(columns.all());
    never = new LinkedHashSet<>(columns.all());
  }

  static Series read(InputStream in, String source, CsvColumns columns) throws IOException {
    return new JsonLines(source, columns).read(in);
  }

  /// Some programs write a byte order mark before the first line.
  private static void skipMark(Reader lines) throws IOException {
    lines.mark(1);
    if (lines.read() != '\uFEFF') {
      lines.reset();
    }
  }

  private Series read(InputStream in) throws IOException {
    // A new decoder reports malformed bytes; a charset alone would replace them.
    var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
    var builder = new SeriesBuilder(source, new CsvHeader(source, 0, names), columns);
    long number = 0;
    try {
      skipMark(lines);
      for (String line = next(lines, 1); line != null; line = next(lines, number + 1)) {
        number++;
        if (!line.isBlank()) {
          builder.add(row(number, line));
        }
      }
    } catch (CharacterCodingException e) {
      throw new CsvException(source, number + 1, 0, "or a line soon after it is not UTF-8");
    }
    if (number > 0 && !never.isEmpty()) {
      throw new CsvException(source, 0, 0, "no line has the members " + never);
    }
    return builder.build();
  }

  /// The next line, null at the end; memory is bounded whatever comes.
  private @Nullable String next(Reader text, long number) throws IOException {
    StringBuilder line = new StringBuilder();
    int c = text.read();
    boolean ended = c < 0;
    for (; c >= 0 && c != '\n'; c = text.read()) {
      if (line.length() == MOST) {
        throw new CsvException(
            source,
            number,
            0,
            "the line is longer than " + MOST + " characters; is it JSON lines?");
      }
      line.append((char) c);
    }
    return ended ? null : line.toString();
  }

  private SeriesBuilder.Row row(long number, String line) {
    Json value;
    try {
      value = JsonReader.read(line.getBytes(StandardCharsets.UTF_8), "the line");
    } catch (JsonException e) {
      throw new CsvException(source, number, 0, "is not JSON: " + e.getMessage());
    }
    if (!(value instanceof JsonObject object)) {
      throw new CsvException(source, number, 0, "is not a JSON object such as " + example());
    }
    List<String> fields = new ArrayList<>();
    for (String name : names) {
      boolean text = name.equals(columns.time()) || name.equals(columns.group());
      Json member = object.get(name).orElse(JsonNull.NULL);
      if (!text && object.get(name).isPresent()) {
        never.remove(name);
      }
      fields.add(
          switch (member) {
            case JsonNull none when !text -> "";
            case JsonNumber(String digits) when !name.equals(columns.time()) -> digits;
            case JsonString(String content) when text -> content;
            default ->
                throw new CsvException(
                    source,
                    number,
                    0,
                    "%s is %s; expected %s"
                        .formatted(
                            name,
                            JsonWriter.compact(member),
                            text ? "a text, as in " + example() : "a number or null"));
          });
    }
    return new SeriesBuilder.Row(number, fields);
  }

  private String example() {
    return "{\""
        + columns.time()
        + "\":\"2015-12-31\",\""
        + columns.values().getFirst()
        + "\":5.6}";
  }
}
