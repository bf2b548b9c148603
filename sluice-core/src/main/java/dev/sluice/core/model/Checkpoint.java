package dev.sluice.core.model;

import dev.sluice.core.model.json.JsonObject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The state of an interrupted training, as generic as it can be stored.
///
/// @param meta what the training loop says about itself: configuration, versions
/// @param counters exact integers by name, in order: step, epoch, position, random keys
/// @param sections floats by name, in order: parameters, moments; shared, not copied; NaN is kept
///   bit for bit
public record Checkpoint(
    JsonObject meta, Map<String, Long> counters, Map<String, float[]> sections) {
  /// Copies the maps.
  public Checkpoint {
    counters = Collections.unmodifiableMap(new LinkedHashMap<>(counters));
    sections = Collections.unmodifiableMap(new LinkedHashMap<>(sections));
  }
}
