package dev.sluice.core.model;

import dev.sluice.core.model.json.Json;
import dev.sluice.core.model.json.JsonException;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonReader;
import dev.sluice.core.model.json.JsonString;
import dev.sluice.core.model.json.JsonView;
import dev.sluice.core.model.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The members that a model directory adds to `config.json`: format, version, the other files, a
/// checksum.
///
/// @param members the caller's members
/// @param files size and CRC32C of the extra files by name
record ModelConfig(JsonObject members, Map<String, FileEntry> files) {
  static final int VERSION = 1;

  private static final String FORMAT = "format";
  private static final String FORMAT_VERSION = "format_version";
  private static final String FILES = "files";
  private static final String CRC = "crc32c";
  private static final String BYTES = "bytes";
  private static final Set<String> OWN = Set.of(FORMAT, FORMAT_VERSION, FILES, CRC);

  /// What is known of an extra file.
  record FileEntry(long bytes, String crc32c) {}

  /// The text of `config.json`.
  static byte[] write(ModelFiles model) {
    JsonObject.Builder config =
        JsonObject.builder().put(FORMAT, "sluice").put(FORMAT_VERSION, VERSION);
    for (String name : model.config().members().keySet()) {
      if (OWN.contains(name)) {
        throw new IllegalArgumentException("the directory itself adds \"" + name + "\"");
      }
    }
    config.putAll(model.config());
    JsonObject.Builder files = JsonObject.builder();
    model
        .extras()
        .forEach((name, bytes) ->
            files.put(
                name,
                JsonObject.builder()
                    .put(BYTES, bytes.length)
                    .put(CRC, Checksum.hex(bytes))
                    .build()));
    JsonObject whole = config.put(FILES, files.build()).build();
    requireTexts(JsonView.of(ModelFiles.CONFIG, whole, IllegalArgumentException::new));
    return JsonWriter.pretty(JsonObject.builder().putAll(whole).put(CRC, checksum(whole)).build());
  }

  /// Reads `config.json`: is it ours, is it new, is it whole; in this order.
  static ModelConfig read(byte[] json, String source) {
    JsonView root = parse(json, source);
    if (!isSluice(root.object())) {
      throw new ModelException(
          source + ": not a Sluice model, \"format\" is not \"sluice\"; see `sluice convert`");
    }
    long version = root.member(FORMAT_VERSION).integer(1, Long.MAX_VALUE);
    if (version > VERSION) {
      throw new ModelException(
          source
              + (": written by a newer Sluice: format " + version)
              + (", this one reads up to " + VERSION + "; update Sluice"));
    }
    requireChecksum(root, source);
    requireTexts(root);
    Map<String, FileEntry> files = new LinkedHashMap<>();
    root.member(FILES)
        .members()
        .forEach((name, entry) -> {
          if (!ModelFiles.isExtraName(name)) {
            throw new ModelException(
                source + ": " + new JsonString(name).brief() + " is no name of a model's file");
          }
          entry.allowOnly(BYTES, CRC);
          files.put(
              name,
              new FileEntry(
                  entry.member(BYTES).integer(0, Integer.MAX_VALUE - 8),
                  entry.member(CRC).string()));
        });
    return new ModelConfig(without(root.object(), OWN), files);
  }

  static JsonView parse(byte[] json, String source) {
    try {
      return JsonView.of(source, JsonReader.read(json, source), ModelException::new);
    } catch (JsonException e) {
      throw new ModelException(e.getMessage() + "; not a model's configuration, or damaged", e);
    }
  }

  static boolean isSluice(JsonObject config) {
    return config.get(FORMAT).filter(new JsonString("sluice")::equals).isPresent();
  }

  private static void requireTexts(JsonView config) {
    config.member("sluice_version").string();
    config.member("task").string();
  }

  private static void requireChecksum(JsonView root, String source) {
    root.find(CRC)
        .ifPresent(stored -> {
          String actual = checksum(without(root.object(), Set.of(CRC)));
          if (!actual.equals(stored.string())) {
            throw new ModelException(
                source
                    + (": the content has the checksum " + actual)
                    + (", \"crc32c\" says " + stored.value().brief())
                    + "; it is damaged, take another copy (or, edited on purpose, remove \"crc32c\")");
          }
        });
  }

  /// Over the compact text, so that indentation may change but no value.
  private static String checksum(JsonObject config) {
    return Checksum.hex(JsonWriter.compact(config).getBytes(StandardCharsets.UTF_8));
  }

  private static JsonObject without(JsonObject object, Set<String> names) {
    Map<String, Json> rest = new LinkedHashMap<>(object.members());
    rest.keySet().removeAll(names);
    return new JsonObject(rest);
  }
}
