package dev.sluice.tasks.forecast;

/// Carries the hidden state on: an answer depends on every day since the stream began.
///
/// ```
/// memory [S + L·V]: hidden state, the last L days' inputs, oldest first
/// ```
final class CarriedDays extends DayStepper {
  CarriedDays(long fingerprint, PackedForecast packed) {
    super(fingerprint, packed, memory(packed));
  }

  private static float[] memory(PackedForecast packed) {
    float[] hidden = packed.initialHidden();
    int days = packed.spec().straightDays() * packed.straightInputs();
    float[] memory = new float[hidden.length + days];
    System.arraycopy(hidden, 0, memory, 0, hidden.length);
    return memory;
  }

  @Override
  void remember(float[] x, int event, float[] state, int memory) {
    int hidden = scratch.hidden.length;
    System.arraycopy(state, memory, scratch.hidden, 0, hidden);
    packed.read(scratch, x, event);
    System.arraycopy(scratch.hidden, 0, state, memory, hidden);
    int days = packed.spec().straightDays();
    if (days > 0) {
      push(state, memory + hidden, days, x, event, packed.straightInputs());
      System.arraycopy(state, memory + hidden, scratch.lastDays, 0, scratch.lastDays.length);
    }
  }
}
