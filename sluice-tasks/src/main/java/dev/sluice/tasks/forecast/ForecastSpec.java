package dev.sluice.tasks.forecast;

import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.LstmSpec;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.nn.RnnSpec;
import dev.sluice.core.stream.StreamingMode;
import dev.sluice.tasks.series.FeatureEncoder;
import dev.sluice.train.loop.Rates;

/// A forecaster without its numbers: what it sees and says, and its network.
///
/// ```java
/// ForecastSpec.of(split.encoder(), GruSpec.of(split.features(), 16)).straightSteps(28).dropout(0.2)
/// ForecastSpec.segments(split.encoder(), GruSpec.pytorch(64, 64), 48).output(Output.MEDIAN)
/// ```
///
/// @param encoder turns raw rows into features and answers into the file's unit
/// @param cell the recurrent stack over the seen steps, or over segments of them
/// @param architecture how the network gets from the seen steps to the answer
/// @param output what the network says, and is trained by
/// @param dropout rate of dropout on what the stack says, in training
/// @param streaming what a stream's answer depends on
public record ForecastSpec(
    FeatureEncoder encoder,
    RecurrentSpec<?> cell,
    Architecture architecture,
    Output output,
    float dropout,
    StreamingMode streaming) {
  private static final int STRAIGHT = 28;

  /// @throws IllegalArgumentException if encoder, cell and architecture do not fit, or a number is
  ///   out of range
  public ForecastSpec {
    if (cell.topology().direction() != Direction.FORWARD) {
      throw new IllegalArgumentException(
          "a forecaster reads its steps forward in time, not "
              + cell.topology().direction()
              + "; use Direction.FORWARD");
    }
    Rates.requireShare("the rate of dropout", dropout);
    int context = encoder.window().context();
    if (architecture.straightSteps() < 0 || architecture.straightSteps() > context) {
      throw new IllegalArgumentException(
          "the straight path takes 0 to %d steps, the context, not %d"
              .formatted(context, architecture.straightSteps()));
    }
    switch (architecture) {
      case Architecture.Plain _ -> check(encoder, cell);
      case Architecture.Segments segments -> {
        SegmentSpec.of(encoder, cell, segments, output, dropout); // throws where they do not fit
        if (streaming == StreamingMode.CARRIED) {
          throw new IllegalArgumentException(
              "a network over segments answers whole windows; use StreamingMode.SLIDING");
        }
      }
    }
  }

  private static void check(FeatureEncoder encoder, RecurrentSpec<?> cell) {
    if (cell.inputSize() != encoder.inputSize()) {
      throw new IllegalArgumentException(
          "the cell has inputSize %d, a step has %d features: %s"
              .formatted(cell.inputSize(), encoder.inputSize(), encoder.inputNames()));
    }
  }

  /// A plain network: this encoder and cell, a straight path of 28 steps (or the context, if that
  /// is shorter), quantiles, 20 % dropout, sliding windows.
  ///
  /// @param cell with `encoder.inputSize()` inputs
  public static ForecastSpec of(FeatureEncoder encoder, RecurrentSpec<?> cell) {
    int straight = Math.min(STRAIGHT, encoder.window().context());
    return new ForecastSpec(
        encoder,
        cell,
        new Architecture.Plain(straight),
        Output.QUANTILES,
        0.2f,
        StreamingMode.SLIDING);
  }

  /// A network over segments that knows position and target: this encoder and cell, no straight
  /// path, quantiles, 20 % dropout.
  ///
  /// @param cell with an even number of inputs, which code a segment
  /// @param length w, the steps of a segment; the context is a multiple of it
  /// @throws IllegalArgumentException if they do not fit each other
  public static ForecastSpec segments(FeatureEncoder encoder, RecurrentSpec<?> cell, int length) {
    var segments = new Architecture.Segments(length, Architecture.Place.POSITION_AND_TARGET, 0);
    return new ForecastSpec(encoder, cell, segments, Output.QUANTILES, 0.2f, StreamingMode.SLIDING);
  }

  /// The same with a straight path from this many of the last steps, 0 for none.
  ///
  /// @throws IllegalArgumentException if the context is shorter
  public ForecastSpec straightSteps(int steps) {
    return with(
        switch (architecture) {
          case Architecture.Plain _ -> new Architecture.Plain(steps);
          case Architecture.Segments segments ->
              new Architecture.Segments(segments.length(), segments.place(), steps);
        });
  }

  /// The same with this architecture.
  public ForecastSpec with(Architecture value) {
    return new ForecastSpec(encoder, cell, value, output, dropout, streaming);
  }

  /// The same with this output.
  public ForecastSpec output(Output value) {
    return new ForecastSpec(encoder, cell, architecture, value, dropout, streaming);
  }

  /// The same with this rate of dropout.
  public ForecastSpec dropout(double rate) {
    return new ForecastSpec(encoder, cell, architecture, output, (float) rate, streaming);
  }

  /// The same with another streaming mode.
  public ForecastSpec streaming(StreamingMode mode) {
    return new ForecastSpec(encoder, cell, architecture, output, dropout, mode);
  }

  /// H, steps ahead.
  public int horizon() {
    return encoder.window().horizon();
  }

  /// D, columns to forecast.
  public int targets() {
    return encoder.window().targets().size();
  }

  /// H·D·3, the values of an answer: for each step ahead and target lower end, point and upper end.
  public int outputSize() {
    return horizon() * targets() * Ends.PARTS;
  }

  /// H·D·P, the values that the network says.
  int networkSize() {
    return horizon() * targets() * output.parts();
  }

  /// The name of the method in tables: that of the cell.
  String method() {
    String name =
        switch (cell) {
          case GruSpec gru -> "GRU";
          case LstmSpec lstm -> "LSTM";
          case RnnSpec rnn -> "RNN";
        };
    return architecture instanceof Architecture.Segments ? "segment " + name : name;
  }

  @Override
  public String toString() {
    return "ForecastSpec[%s, %s, %s, %s, dropout=%s, %s]"
        .formatted(encoder.window(), cell, architecture, output, dropout, streaming);
  }
}
