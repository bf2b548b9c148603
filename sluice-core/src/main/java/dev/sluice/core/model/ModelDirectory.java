package dev.sluice.core.model;

import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonView;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A model's directory, in the layout of the Hugging Face hub.
///
/// ```
/// name/  config.json  model.safetensors  README.md  [ vocab.txt … ]
/// ```
///
/// It appears whole or not at all, and holds no time, host or thread count: equal content gives
/// equal bytes.
public final class ModelDirectory {
  private static final long MAX_TEXT_BYTES = 16 << 20;

  private ModelDirectory() {}

  /// Writes a model.
  ///
  /// [Overwrite#REPLACE] replaces a Sluice model only, and only if no other files lie in its
  /// directory.
  ///
  /// @throws ModelException if it cannot be written; what was there is unchanged then
  public static void write(Path target, ModelFiles model, Overwrite overwrite) {
    write(Disk.LOCAL, target, model, overwrite);
  }

  /// Throws at once where [#write] would in the end: to be asked before a long training, not after
  /// it.
  ///
  /// @throws ModelException if the place is taken and may not be replaced, or nothing can be
  ///   created there
  public static void requireWritable(Path target, Overwrite overwrite) {
    AtomicDirectory.check(target, overwrite, ModelDirectory::requireReplaceable);
  }

  static void write(Disk disk, Path target, ModelFiles model, Overwrite overwrite) {
    byte[] config = ModelConfig.write(model);
    model.weights().requireFinite(ModelFiles.WEIGHTS);
    AtomicDirectory.write(
        disk,
        target,
        overwrite,
        ModelDirectory::requireReplaceable,
        files -> {
          files.add(ModelFiles.CONFIG, bytes(config));
          files.add(
              ModelFiles.WEIGHTS, channel -> SafetensorsWriter.write(model.weights(), channel));
          for (Map.Entry<String, byte[]> extra : model.extras().entrySet()) {
            files.add(extra.getKey(), bytes(extra.getValue()));
          }
          files.add(ModelFiles.CARD, bytes(model.card().getBytes(StandardCharsets.UTF_8)));
        });
  }

  /// Reads a model and checks all of it.
  ///
  /// @throws ModelException if it is missing, damaged, not a Sluice model, or of a newer Sluice
  public static StoredModel read(Path target) {
    Path directory = AtomicDirectory.readable(target);
    if (!Files.exists(directory)) {
      throw new ModelException(target + " does not exist; name the directory of a model");
    }
    if (!Files.isDirectory(directory)) {
      throw new ModelException(
          target
              + " is not a directory; a model is a directory with config.json (sluice convert makes one of files of other formats)");
    }
    Path configPath = directory.resolve(ModelFiles.CONFIG);
    if (!Files.exists(configPath)) {
      throw new ModelException(target + " is not a Sluice model, it has no " + ModelFiles.CONFIG);
    }
    ModelConfig config = ModelConfig.read(text(configPath), configPath.toString());
    requireFiles(directory, config);
    Path weightsPath = directory.resolve(ModelFiles.WEIGHTS);
    SafetensorsFile weights =
        SafetensorsFile.read(weightsPath).requireFinite(weightsPath.toString());
    Map<String, byte[]> extras = new TreeMap<>();
    config
        .files()
        .forEach((name, entry) -> extras.put(name, extra(directory.resolve(name), entry)));
    Path card = directory.resolve(ModelFiles.CARD);
    return new StoredModel(
        directory,
        new ModelFiles(config.members(), weights, extras, Files.exists(card) ? decode(card) : ""));
  }

  private static void requireFiles(Path directory, ModelConfig config) {
    Set<String> missing = new TreeSet<>(config.files().keySet());
    missing.add(ModelFiles.WEIGHTS);
    missing.removeIf(name -> Files.exists(directory.resolve(name)));
    if (!missing.isEmpty()) {
      throw new ModelException(
          directory
              + ": the model is incomplete, missing: "
              + String.join(", ", missing)
              + "; copy it again");
    }
  }

  private static byte[] extra(Path path, ModelConfig.FileEntry entry) {
    try (CheckedInput in = CheckedInput.open(path)) {
      if (in.size() != entry.bytes()) {
        throw new ModelException(
            path
                + (" has " + in.size() + " bytes, config.json says " + entry.bytes())
                + "; it is damaged or of another model");
      }
      byte[] bytes = in.bytes(in.size());
      if (!Checksum.hex(bytes).equals(entry.crc32c())) {
        throw new ModelException(
            path
                + ": the checksum differs from that in config.json; it is damaged or of another model");
      }
      return bytes;
    }
  }

  private static byte[] text(Path path) {
    try (CheckedInput in = CheckedInput.open(path)) {
      if (in.size() > MAX_TEXT_BYTES) {
        throw new ModelException(
            path + " has " + in.size() + " bytes, at most " + MAX_TEXT_BYTES + " are read");
      }
      return in.bytes(in.size());
    }
  }

  private static String decode(Path path) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text(path))).toString();
    } catch (CharacterCodingException e) {
      throw new ModelException(path + " is not UTF-8; save it as UTF-8, or delete it", e);
    }
  }

  private static AtomicFiles.Content bytes(byte[] bytes) {
    return channel -> AtomicFiles.writeAll(channel, ByteBuffer.wrap(bytes));
  }

  /// Replacing deletes a directory; so it must be a model and nothing but a model.
  private static void requireReplaceable(Path place) {
    Path config = place.resolve(ModelFiles.CONFIG);
    if (!Files.isDirectory(place) || !Files.exists(config)) {
      throw new ModelException(
          place + " is not a Sluice model and is not replaced; choose another name");
    }
    JsonView root = ModelConfig.parse(text(config), config.toString());
    JsonObject members = root.object();
    if (!ModelConfig.isSluice(members)) {
      throw new ModelException(
          place + " is not a Sluice model and is not replaced; choose another name");
    }
    Set<String> known =
        new HashSet<>(Set.of(ModelFiles.CONFIG, ModelFiles.WEIGHTS, ModelFiles.CARD));
    root.find("files").ifPresent(files -> known.addAll(files.members().keySet()));
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(place)) {
      for (Path entry : entries) {
        if (!known.contains(String.valueOf(entry.getFileName()))) {
          throw new ModelException(
              entry
                  + " is no part of the model and would be deleted; move it away or choose another name");
        }
      }
    } catch (IOException e) {
      throw IoErrors.reading(place, e);
    }
  }
}
