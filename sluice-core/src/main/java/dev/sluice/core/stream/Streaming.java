package dev.sluice.core.stream;

/// How a model answers streams: the mode, and how much a sliding window sees; stored in the model.
///
/// @param context the events of a window, 0 where the state is carried
public record Streaming(StreamingMode mode, int context) {
  /// From the start of the stream.
  public static final Streaming CARRIED = new Streaming(StreamingMode.CARRIED, 0);

  /// Checks that a window has an event and nothing else has a window.
  public Streaming {
    if (mode == StreamingMode.SLIDING) {
      SlidingMemory.checkContext(context);
    } else if (context != 0) {
      throw new IllegalArgumentException(
          "a carried state sees the whole stream, not a window of " + context + " events");
    }
  }

  /// From the last `context` events.
  ///
  /// @throws IllegalArgumentException if that is less than one, or more than 2²⁴
  public static Streaming sliding(int context) {
    return new Streaming(StreamingMode.SLIDING, context);
  }
}
