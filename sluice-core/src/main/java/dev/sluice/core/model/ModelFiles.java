package dev.sluice.core.model;

import dev.sluice.core.model.json.JsonObject;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The content of a model directory.
///
/// @param config `config.json` without the members that the directory adds itself (`format`,
///   `format_version`, `files`, `crc32c`); has at least `sluice_version` and `task`
/// @param weights the tensors, all finite
/// @param extras further files by name, such as a vocabulary; the arrays are shared, not copied
/// @param card the model card, `README.md`
public record ModelFiles(
    JsonObject config, SafetensorsFile weights, Map<String, byte[]> extras, String card) {
  static final String CONFIG = "config.json";
  static final String WEIGHTS = "model.safetensors";
  static final String CARD = "README.md";

  private static final Set<String> RESERVED =
      Set.of(CONFIG, WEIGHTS, CARD.toLowerCase(Locale.ROOT));

  /// Copies the map, sorted by name.
  ///
  /// @throws IllegalArgumentException if an extra file's name is not plain or is taken
  public ModelFiles {
    Map<String, byte[]> sorted = new TreeMap<>(extras);
    for (String name : sorted.keySet()) {
      if (!isExtraName(name)) {
        throw new IllegalArgumentException(
            "an extra file of a model cannot be named \""
                + name
                + "\"; use letters, digits, '.', '_', '-', first a letter or digit, at most 100, and none of "
                + RESERVED);
      }
    }
    extras = Collections.unmodifiableMap(sorted);
  }

  /// A plain name in the directory itself: the list of files comes from a file and must not lead
  /// elsewhere.
  static boolean isExtraName(String name) {
    return name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
        && !RESERVED.contains(name.toLowerCase(Locale.ROOT));
  }
}
