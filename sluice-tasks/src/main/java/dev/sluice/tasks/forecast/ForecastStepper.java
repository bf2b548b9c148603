package dev.sluice.tasks.forecast;

import dev.sluice.core.stream.State;
import dev.sluice.core.stream.Stepper;
import java.time.LocalDate;

/// Takes raw days one after the other and answers each with a forecast: one model, one state for
/// each stream.
///
/// ```java
/// ForecastStepper stepper = model.stepper();
/// State state = stepper.zeroState();
/// Forecast forecast = stepper.next("Seattle", LocalDate.of(2015, 12, 31), new double[] {5.6}, state);
/// ```
///
/// A stepper holds scratch for one thread; make one for each. A state belongs to one group, and its
/// days follow each other without gaps; anything else is refused and changes nothing.
public final class ForecastStepper {
  /// Up to here a float holds every whole number.
  private static final long DAYS = 1 << 24;

  private final ForecastSpec spec;
  private final DayStepper stepper;
  private final float[] event;
  private final float[] standardised;

  ForecastStepper(ForecastSpec spec, DayStepper stepper) {
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

  /// One day of one stream, without allocating: updates `state` in place and writes the answer.
  ///
  /// @param group of training
  /// @param day the day after the state's last one
  /// @param values `[inputs]` in the file's units, in the order of the window's inputs
  /// @param state of this model, one row
  /// @param out `[H·D·3]` in the file's unit: day after day, target after target, lower end, point,
  ///   upper end
  /// @throws IllegalArgumentException if something does not fit; nothing is changed then
  public void step(String group, LocalDate day, double[] values, State state, double[] out) {
    if (out.length != standardised.length) {
      throw new IllegalArgumentException(
          "out has %d values, an answer %d (%d days, %d targets, 3 each)"
              .formatted(out.length, standardised.length, spec.horizon(), spec.targets()));
    }
    FeatureEncoder encoder = spec.encoder();
    int index = encoder.group(group);
    long epochDay = day.toEpochDay();
    if (Math.abs(epochDay) >= DAYS) {
      throw new IllegalArgumentException(day + " is too far from 1970");
    }
    event[0] = epochDay;
    event[1] = index;
    encoder.encodeDay(index, day, values, event, DayStepper.HEAD);
    encoder.encodeKnownAfter(index, day, event, DayStepper.HEAD + encoder.inputSize());
    stepper.step(event, state, standardised);
    encoder.restore(index, standardised, 0, out);
  }

  /// One day of one stream: updates `state` in place.
  ///
  /// @param group of training
  /// @param day the day after the state's last one
  /// @param values `[inputs]` in the file's units, in the order of the window's inputs
  /// @param state of this model, one row
  /// @throws IllegalArgumentException if something does not fit; nothing is changed then
  public Forecast next(String group, LocalDate day, double[] values, State state) {
    double[] out = new double[outputSize()];
    step(group, day, values, state, out);
    return new Forecast(group, day, spec.encoder().window().targets(), out);
  }

  /// The stepper over plain floats beneath: `[2 + F + H·K]` in (epoch day, number of the group,
  /// encoded day, what is known of the target days), `[H·D·3]` out, standardised.
  public Stepper floats() {
    return stepper;
  }
}
