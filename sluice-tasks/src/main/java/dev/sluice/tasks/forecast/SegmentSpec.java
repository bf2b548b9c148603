package dev.sluice.tasks.forecast;

import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.RecurrentSpec;

/// A [SegmentNetwork] without its numbers.
///
/// @param context C, steps seen; a multiple of w
/// @param horizon H, steps ahead; where it is no multiple of w the last segment is cut
/// @param targets D, the first columns of a step, which are forecast
/// @param segment w, the steps of a segment
/// @param cell the stack over segments; its inputs are what a segment and a place are coded as
/// @param dropout rate of dropout before the last layer, in training
/// @param place what the decoder knows of what it is to say
record SegmentSpec(
    int context,
    int horizon,
    int targets,
    int segment,
    RecurrentSpec<?> cell,
    float dropout,
    Place place) {

  /// What the decoder knows of what it is to say.
  enum Place {
    /// Which segment ahead.
    POSITION,
    /// Which segment ahead, and of which target: half of the inputs each.
    POSITION_AND_TARGET
  }

  SegmentSpec {
    if (segment < 1 || horizon < 1 || targets < 1) {
      throw new IllegalArgumentException(
          "segments, horizon and targets are at least 1, not %d, %d and %d"
              .formatted(segment, horizon, targets));
    }
    if (context < segment || context % segment != 0) {
      throw new IllegalArgumentException(
          "a context of %d steps is no whole number of segments of %d steps; take %d or %d"
              .formatted(
                  context,
                  segment,
                  Math.max(1, context / segment) * segment,
                  (context / segment + 1) * segment));
    }
    if (cell.topology().direction() != Direction.FORWARD) {
      throw new IllegalArgumentException(
          "segments are decoded step by step, so the cell runs FORWARD, not "
              + cell.topology().direction());
    }
    if (place == Place.POSITION_AND_TARGET && cell.inputSize() % 2 != 0) {
      throw new IllegalArgumentException(
          "position and target share the cell's inputs half and half, so their number is even, not "
              + cell.inputSize());
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("the rate of dropout lies in [0,1), not " + dropout);
    }
  }

  /// ⌈H/w⌉, segments ahead.
  int segmentsAhead() {
    return Math.ceilDiv(horizon, segment);
  }
}
