package dev.sluice.tasks.forecast;

import dev.sluice.core.stream.State;
import dev.sluice.core.stream.Stepper;
import dev.sluice.tasks.series.FeatureEncoder;
import java.time.LocalDate;
import java.time.LocalDateTime;

/// Takes raw events one after the other and answers each with a forecast: one model, one state for
/// each stream.
///
/// ```java
/// ForecastStepper stepper = model.stepper();
/// State state = stepper.zeroState();
/// Forecast forecast = stepper.next("Seattle", LocalDate.of(2015, 12, 31), new double[] {5.6}, state);
/// ```
///
/// A stepper holds scratch for one thread; make one for each. A state belongs to one group, and its
/// times follow each other without gaps; anything else is refused and changes nothing.
public final class ForecastStepper {
  private final ForecastSpec spec;
  private final EncodedStepper stepper;
  private final float[] event;
  private final float[] standardised;

  ForecastStepper(ForecastSpec spec, EncodedStepper stepper) {
    this.spec = spec;
    this.stepper = stepper;
    event = new float[stepper.inputSize()];
    standardised = new float[stepper.outputSize()];
  }

  /// The state of a new stream.
  public State zeroState() {
    return stepper.zeroState();
  }

  /// The state that [State#toBytes] made.
  ///
  /// @throws IllegalArgumentException if it is cut off, or of another model
  public State state(byte[] bytes) {
    return State.fromBytes(bytes, stepper);
  }

  /// H·D·3, the values of an answer.
  public int outputSize() {
    return standardised.length;
  }

  /// One event of one stream: updates `state` in place and writes the answer. Allocates nothing,
  /// but for a network over segments, which runs on a tape.
  ///
  /// @param group of training
  /// @param time a step after the state's last one
  /// @param values `[FeatureEncoder.eventSize]` in the file's units: the inputs in the order of the
  ///   window, then, if it has known columns, these for each of the H steps ahead
  /// @param state of this model, one row
  /// @param out `[H·D·3]` in the file's unit: step after step, target after target, lower end,
  ///   point, upper end
  /// @throws IllegalArgumentException if something does not fit; nothing is changed then
  public void step(String group, LocalDateTime time, double[] values, State state, double[] out) {
    if (out.length != standardised.length) {
      throw new IllegalArgumentException(
          "out has %d values, an answer %d (%d steps, %d targets, 3 each)"
              .formatted(out.length, standardised.length, spec.horizon(), spec.targets()));
    }
    FeatureEncoder encoder = spec.encoder();
    int index = encoder.group(group);
    EncodedStepper.writePosition(encoder.step().position(time), event);
    event[2] = index;
    encoder.encodeStep(index, time, values, event, EncodedStepper.HEAD);
    encoder.encodeAhead(index, time, values, event, EncodedStepper.HEAD + encoder.inputSize());
    stepper.step(event, state, standardised);
    encoder.restore(index, standardised, 0, out);
  }

  /// One event of one stream: updates `state` in place.
  ///
  /// @param group of training
  /// @param time a step after the state's last one
  /// @param values `[FeatureEncoder.eventSize]`, as for [#step]
  /// @param state of this model, one row
  /// @throws IllegalArgumentException if something does not fit; nothing is changed then
  public Forecast next(String group, LocalDateTime time, double[] values, State state) {
    double[] out = new double[outputSize()];
    step(group, time, values, state, out);
    FeatureEncoder encoder = spec.encoder();
    return new Forecast(group, time, encoder.step(), encoder.window().targets(), out);
  }

  /// As [#next(String,LocalDateTime,double[],State)], for series of whole days.
  ///
  /// @throws IllegalArgumentException if something does not fit; nothing is changed then
  public Forecast next(String group, LocalDate day, double[] values, State state) {
    return next(group, day.atStartOfDay(), values, state);
  }

  /// The stepper over plain floats beneath: `[3 + F + H·K]` in (time as two floats, number of the
  /// group, encoded step, what is known of the target steps), `[H·D·3]` out, standardised.
  public Stepper floats() {
    return stepper;
  }
}
