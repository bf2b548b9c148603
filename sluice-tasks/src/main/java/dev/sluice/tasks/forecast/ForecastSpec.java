package dev.sluice.tasks.forecast;

import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.stream.StreamingMode;
import dev.sluice.tasks.series.FeatureEncoder;
import java.util.Locale;

/// A forecaster without its numbers: what it sees and says, and its network.
///
/// ```java
/// ForecastSpec.of(split.encoder(), GruSpec.of(split.features(), 16)).straightSteps(28).dropout(0.2)
/// ```
///
/// @param encoder turns raw rows into features and answers into the file's unit
/// @param cell the recurrent stack over the seen steps
/// @param straightSteps L, how many of the last steps reach the answer on a straight, linear path
///   too (the autoregressive highway of Lai et al. 2018, arXiv 1703.07015); 0 for none
/// @param dropout rate of dropout on the last hidden state, in training
/// @param streaming what a stream's answer depends on
public record ForecastSpec(
    FeatureEncoder encoder,
    RecurrentSpec<?> cell,
    int straightSteps,
    float dropout,
    StreamingMode streaming) {
  private static final int STRAIGHT = 28;

  /// @throws IllegalArgumentException if encoder and cell do not fit, or a number is out of range
  public ForecastSpec {
    if (cell.inputSize() != encoder.inputSize()) {
      throw new IllegalArgumentException(
          "the cell has inputSize %d, a step has %d features: %s"
              .formatted(cell.inputSize(), encoder.inputSize(), encoder.inputNames()));
    }
    if (cell.topology().direction() != Direction.FORWARD) {
      throw new IllegalArgumentException(
          "a forecaster reads its steps forward in time, not "
              + cell.topology().direction()
              + "; use Direction.FORWARD");
    }
    int context = encoder.window().context();
    if (straightSteps < 0 || straightSteps > context) {
      throw new IllegalArgumentException(
          "the straight path takes 0 to %d steps, the context, not %d"
              .formatted(context, straightSteps));
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("the rate of dropout lies in [0,1), not " + dropout);
    }
  }

  /// This encoder and cell, a straight path of 28 steps (or the context, if that is shorter), 20 %
  /// dropout, sliding windows.
  ///
  /// @param cell with `encoder.inputSize()` inputs
  public static ForecastSpec of(FeatureEncoder encoder, RecurrentSpec<?> cell) {
    int straight = Math.min(STRAIGHT, encoder.window().context());
    return new ForecastSpec(encoder, cell, straight, 0.2f, StreamingMode.SLIDING);
  }

  /// The same with a straight path from this many of the last steps, 0 for none.
  public ForecastSpec straightSteps(int steps) {
    return new ForecastSpec(encoder, cell, steps, dropout, streaming);
  }

  /// The same with this rate of dropout on the last hidden state.
  public ForecastSpec dropout(double rate) {
    return new ForecastSpec(encoder, cell, straightSteps, (float) rate, streaming);
  }

  /// The same with another streaming mode.
  public ForecastSpec streaming(StreamingMode mode) {
    return new ForecastSpec(encoder, cell, straightSteps, dropout, mode);
  }

  /// H, steps ahead.
  public int horizon() {
    return encoder.window().horizon();
  }

  /// D, columns to forecast.
  public int targets() {
    return encoder.window().targets().size();
  }

  /// H·D·3: for each step ahead and target lower end, point and upper end.
  public int outputSize() {
    return horizon() * targets() * ForecastNetwork.PARTS;
  }

  /// The name of the method in tables: that of the cell.
  String method() {
    return cell.cell().toUpperCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return "ForecastSpec[%s, %s, straightSteps=%d, dropout=%s, %s]"
        .formatted(encoder.window(), cell, straightSteps, dropout, streaming);
  }
}
