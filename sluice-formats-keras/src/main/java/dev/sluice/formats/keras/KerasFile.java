package dev.sluice.formats.keras;

import dev.sluice.core.model.json.JsonException;
import dev.sluice.core.model.json.JsonReader;
import dev.sluice.core.model.json.JsonView;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.Source;
import dev.sluice.formats.keras.hdf.HdfGroup;
import dev.sluice.formats.zip.ZipEntries;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A file of Keras: its version, what it says of its layers, and its weights.
///
/// ```
/// .keras   a zip of config.json, metadata.json and model.weights.h5
/// .h5      attributes model_config and keras_version, group model_weights
/// ```
public final class KerasFile {
  private final String version;
  private final Topology topology;

  private KerasFile(String version, Topology topology) {
    this.version = version;
    this.topology = topology;
  }

  /// Whether a file is one that Keras may have written: a zip or HDF5.
  public static boolean isKeras(Source source) {
    byte[] bytes = source.bytes();
    return HdfGroup.isHdf(bytes) || isZip(bytes);
  }

  private static boolean isZip(byte[] bytes) {
    return bytes.length > 4 && bytes[0] == 'P' && bytes[1] == 'K';
  }

  /// Reads a file.
  ///
  /// @throws FormatException if it is damaged, or holds what is not read here
  public static KerasFile read(Path path) {
    return read(Source.read(path));
  }

  /// Reads a file from bytes.
  ///
  /// @throws FormatException as [#read(Path)]
  public static KerasFile read(Source source) {
    return isZip(source.bytes()) ? readZip(source) : readHdf(source);
  }

  private static KerasFile readZip(Source source) {
    Map<String, ZipEntries.Entry> entries = new LinkedHashMap<>();
    for (ZipEntries.Entry entry : ZipEntries.of(source)) {
      entries.put(entry.name(), entry);
    }
    Source weights = part(source, entries, "model.weights.h5");
    JsonView metadata = json(part(source, entries, "metadata.json"), 0);
    JsonView config = json(part(source, entries, "config.json"), 0);
    String version = metadata.member("keras_version").string();
    HdfGroup root = HdfGroup.root(weights);
    return new KerasFile(version, Topology.of(config, layers -> new PathWeights(root, layers)));
  }

  private static Source part(Source source, Map<String, ZipEntries.Entry> entries, String name) {
    ZipEntries.Entry entry = entries.get(name);
    if (entry == null) {
      throw source.error(
          0, "no file of Keras: the zip has no \"" + name + "\"; it has " + entries.keySet());
    }
    return ZipEntries.content(source, entry).alone(name);
  }

  private static KerasFile readHdf(Source source) {
    HdfGroup root = HdfGroup.root(source);
    String text =
        String.join(
            "",
            root.texts("model_config")
                .orElseThrow(() ->
                    root.error(
                        "no attribute \"model_config\": weights alone do not say what a"
                            + " network computes; save the whole model")));
    HdfGroup weights =
        root.group("model_weights")
            .orElseThrow(() -> root.error("no group \"model_weights\"; save the whole model"));
    String version =
        root.texts("keras_version")
            .or(() -> weights.texts("keras_version"))
            .map(List::getFirst)
            .orElseThrow(() -> root.error("no attribute \"keras_version\"; save it anew"));
    Source config =
        source.part("model_config", text.getBytes(StandardCharsets.UTF_8), FormatException.NOWHERE);
    return new KerasFile(
        version, Topology.of(json(config, 0), layers -> new LegacyWeights(weights)));
  }

  /// What a text says, with an allowance made for its values before they are made.
  private static JsonView json(Source source, long offset) {
    long values = 0;
    for (byte b : source.bytes()) {
      values += b == ',' || b == ':' || b == '[' || b == '{' ? 1 : 0;
    }
    source.allocate(2L * source.bytes().length + 64 * values, offset, "JSON");
    try {
      return JsonView.of(
          source.name(),
          JsonReader.read(source.bytes(), source.name()),
          message -> source.error(offset, message));
    } catch (JsonException e) {
      throw source.error(offset, String.valueOf(e.getMessage()));
    }
  }

  /// Such as `2.15.0`.
  public String version() {
    return version;
  }

  Topology topology() {
    return topology;
  }

  /// Whether it is of Keras before it became a part of TensorFlow: 1, and 2 up to 2.3 but for what
  /// TensorFlow called `2.2.4-tf`.
  boolean isBeforeTensorFlow() {
    return version.startsWith("1.")
        || version.matches("2[.][0-3][.].*") && !version.endsWith("-tf");
  }

  /// The major version, on which some activations depend.
  int major() {
    int dot = version.indexOf('.');
    String major = dot < 0 ? version : version.substring(0, dot);
    return switch (major) {
      case "1", "2", "3" -> Integer.parseInt(major);
      default ->
          throw new FormatException(
              "Keras " + version + " is not known here; what its layers compute may have changed");
    };
  }
}
