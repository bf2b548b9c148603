package dev.sluice.train.optim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What an optimiser remembers: together with the parameters, all that its next step depends on.
///
/// @param steps steps taken
/// @param slots one value per parameter value and name, such as the moments of Adam; shared, not
///   copied
public record OptimizerState(long steps, Map<String, float[]> slots) {
  /// Copies the map.
  public OptimizerState {
    slots = Collections.unmodifiableMap(new LinkedHashMap<>(slots));
  }
}
