package dev.sluice.tasks.forecast;

import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.tasks.series.FeatureEncoder;
import dev.sluice.tasks.series.Window;
import java.util.List;

/// A [SegmentNetwork] without its numbers.
///
/// @param context C, steps seen; a multiple of w
/// @param horizon H, steps ahead; where it is no multiple of w the last segment is cut
/// @param columns `[D]`, which features of a step are forecast
/// @param segment w, the steps of a segment
/// @param cell the stack over segments; its inputs are what a segment and a place are coded as
/// @param dropout rate of dropout before the last layer, in training
/// @param place what the decoder knows of what it is to say
/// @param straightSteps L, steps that reach the answer on a straight path too
/// @param output what is said of each target and step
record SegmentSpec(
    int context,
    int horizon,
    List<Integer> columns,
    int segment,
    RecurrentSpec<?> cell,
    float dropout,
    Architecture.Place place,
    int straightSteps,
    Output output) {

  SegmentSpec {
    columns = List.copyOf(columns);
    if (segment < 1 || horizon < 1 || columns.isEmpty()) {
      throw new IllegalArgumentException(
          "segments, horizon and targets are at least 1, not %d, %d and %d"
              .formatted(segment, horizon, columns.size()));
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
    if (place == Architecture.Place.POSITION_AND_TARGET && cell.inputSize() % 2 != 0) {
      throw new IllegalArgumentException(
          "position and target share the cell's inputs half and half, so their number is even, not "
              + cell.inputSize());
    }
  }

  /// Segments of the encoder's windows.
  ///
  /// @throws IllegalArgumentException if windows, cell and segments do not fit each other
  static SegmentSpec of(
      FeatureEncoder encoder,
      RecurrentSpec<?> cell,
      Architecture.Segments segments,
      Output output,
      float dropout) {
    Window window = encoder.window();
    for (String target : window.targets()) {
      if (!window.inputs().contains(target)) {
        throw new IllegalArgumentException(
            "a network over segments sees what it forecasts, but %s is no input: %s"
                .formatted(target, window.inputs()));
      }
    }
    return new SegmentSpec(
        window.context(),
        window.horizon(),
        window.targets().stream().map(window.inputs()::indexOf).toList(),
        segments.length(),
        cell,
        dropout,
        segments.place(),
        segments.straightSteps(),
        output);
  }

  /// D, the columns that are forecast.
  int targets() {
    return columns.size();
  }

  /// ⌈H/w⌉, segments ahead.
  int segmentsAhead() {
    return Math.ceilDiv(horizon, segment);
  }
}
