package dev.sluice.cli.reproduce;

import dev.sluice.core.model.ModelException;
import dev.sluice.tasks.music.PianoRoll;
import dev.sluice.tasks.music.PianoRolls;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/// Reads piano rolls from JSON packed with gzip:
///
/// ```
/// {"train": [[[key, …], …], …], "valid": …, "test": …}      lists of pieces of steps of keys
/// ```
final class PianoRollsFile {
  private static final List<String> PARTS = List.of("train", "valid", "test");

  private final Path file;
  private final JsonParser json;
  private int[] keys = new int[PianoRoll.KEYS];

  private PianoRollsFile(Path file, JsonParser json) {
    this.file = file;
    this.json = json;
  }

  /// Reads all of a file.
  ///
  /// @throws ModelException if it is no such file, naming file, line and column
  static PianoRolls read(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file));
        JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), in)) {
      return new PianoRollsFile(file, json).rolls();
    } catch (ZipException | EOFException e) {
      throw notWhole(file, e);
    } catch (JacksonIOException e) {
      IOException cause = e.getCause();
      throw cause instanceof ZipException || cause instanceof EOFException
          ? notWhole(file, cause)
          : new UncheckedIOException(cause);
    } catch (JacksonException e) {
      throw wrong(file, e.getLocation(), e.getOriginalMessage());
    }
  }

  private static ModelException notWhole(Path file, Exception cause) {
    return new ModelException(
        file + ": is no whole gzip file (" + cause.getMessage() + "); fetch it again", cause);
  }

  private PianoRolls rolls() {
    Map<String, List<PianoRoll>> parts = new TreeMap<>();
    expect(JsonToken.START_OBJECT, "an object with \"train\", \"valid\" and \"test\"");
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      if (!PARTS.contains(name) || parts.containsKey(name)) {
        throw wrong("has a " + (parts.containsKey(name) ? "second " : "") + '"' + name + '"');
      }
      parts.put(name, pieces());
    }
    var rolls = new PianoRolls(part("train", parts), part("valid", parts), part("test", parts));
    if (json.nextToken() != null) {
      throw wrong("goes on behind its end");
    }
    return rolls;
  }

  private List<PianoRoll> part(String name, Map<String, List<PianoRoll>> parts) {
    List<PianoRoll> part = parts.get(name);
    if (part == null) {
      throw wrong("has no \"" + name + '"');
    }
    return part;
  }

  private List<PianoRoll> pieces() {
    List<PianoRoll> pieces = new ArrayList<>();
    expect(JsonToken.START_ARRAY, "a list of pieces");
    while (more()) {
      pieces.add(piece());
    }
    if (pieces.isEmpty()) {
      throw wrong("has an empty list of pieces");
    }
    return pieces;
  }

  private PianoRoll piece() {
    TokenStreamLocation begin = json.currentTokenLocation();
    List<int[]> steps = new ArrayList<>();
    while (more()) {
      steps.add(step());
    }
    if (steps.isEmpty()) {
      throw wrong(file, begin, "has a piece without a step; leave it out");
    }
    return PianoRoll.of(steps.toArray(int[][]::new));
  }

  /// Checked here already, while the place in the file is known.
  private int[] step() {
    int count = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
        throw wrong("has " + shown() + " where a key should be");
      }
      String text = json.getString();
      boolean isKey = text.length() <= 2 && text.charAt(0) != '-';
      int key = isKey ? json.getIntValue() : -1;
      if (!isKey || key >= PianoRoll.KEYS) {
        throw wrong("has key %s; keys are 0 to %d".formatted(text, PianoRoll.KEYS - 1));
      }
      if (count > 0 && key <= keys[count - 1]) {
        throw wrong(
            "has key %d behind key %d; the keys of a step ascend, each once"
                .formatted(key, keys[count - 1]));
      }
      keys[count++] = key;
    }
    return Arrays.copyOf(keys, count);
  }

  /// Goes into the next list of a list; false at its end.
  private boolean more() {
    JsonToken token = json.nextToken();
    if (token != JsonToken.START_ARRAY && token != JsonToken.END_ARRAY) {
      throw wrong("has " + shown() + " where a list should be");
    }
    return token == JsonToken.START_ARRAY;
  }

  private void expect(JsonToken token, String what) {
    if (json.nextToken() != token) {
      throw wrong("has " + shown() + " where " + what + " should be");
    }
  }

  private String shown() {
    return json.currentToken() == null ? "its end" : json.getString();
  }

  private ModelException wrong(String what) {
    // At the end of the file there is no token to have a place.
    return wrong(
        file,
        json.currentToken() == null ? json.currentLocation() : json.currentTokenLocation(),
        what);
  }

  private static ModelException wrong(Path file, TokenStreamLocation at, String what) {
    return new ModelException(
        "%s:%d:%d: %s".formatted(file, at.getLineNr(), at.getColumnNr(), what));
  }
}
