package dev.sluice.core.nn;

import java.util.List;

/// In which direction of time a recurrent layer runs.
public enum Direction {
  /// From the first step to the last.
  FORWARD,
  /// From each sequence's own last step to the first.
  BACKWARD,
  /// Both, side by side.
  BOTH;

  /// The single directions this consists of.
  public List<Direction> parts() {
    return this == BOTH ? List.of(FORWARD, BACKWARD) : List.of(this);
  }
}
