package dev.sluice.core.nn;

import dev.sluice.core.tensor.Seed;
import java.util.Optional;

/// Noise as it is defined: a function of (place, kind, sample, step, unit).
///
/// @param site the place; empty in inference
record NoiseOracle(Noise noise, Optional<Seed> site, long sample, long step) {
  /// What unit j of h' is multiplied with where the matmuls see it.
  double state(int j) {
    boolean acts = noise.recurrentKind() == RecurrentDropout.STATE && site.isPresent();
    return acts ? dropout(site.get().at(0).at(sample), j) : 1;
  }

  /// What unit j of the candidate is multiplied with.
  double candidate(int j) {
    boolean acts = noise.recurrentKind() == RecurrentDropout.CANDIDATE && site.isPresent();
    return acts ? dropout(site.get().at(1).at(sample).at(step), j) : 1;
  }

  private double dropout(Seed key, int j) {
    return key.uniform(j) >= noise.recurrentRate() ? 1 / (1 - (double) noise.recurrentRate()) : 0;
  }

  /// The new value of unit j of a plane of the state.
  double zoneout(int plane, int j, double old, double fresh) {
    double rate = noise.zoneout();
    if (rate == 0) {
      return fresh;
    }
    if (site.isEmpty()) {
      return rate * old + (1 - rate) * fresh;
    }
    return site.get().at(2 + plane).at(sample).at(step).uniform(j) >= noise.zoneout() ? fresh : old;
  }
}
