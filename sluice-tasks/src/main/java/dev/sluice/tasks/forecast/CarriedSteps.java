package dev.sluice.tasks.forecast;

/// Carries the hidden state on: an answer depends on every step since the stream began.
///
/// ```
/// memory [S + L·V]: hidden state, the last L steps' inputs, oldest first
/// ```
final class CarriedSteps extends PlainSteps {
  CarriedSteps(Served served, PackedForecast packed) {
    super(served, packed, memory(packed));
  }

  private static float[] memory(PackedForecast packed) {
    float[] hidden = packed.initialHidden();
    int steps = packed.straightSteps() * packed.straightInputs();
    float[] memory = new float[hidden.length + steps];
    System.arraycopy(hidden, 0, memory, 0, hidden.length);
    return memory;
  }

  @Override
  void remember(float[] x, int event, float[] state, int memory) {
    int hidden = scratch.hidden.length;
    System.arraycopy(state, memory, scratch.hidden, 0, hidden);
    packed.read(scratch, x, event);
    System.arraycopy(scratch.hidden, 0, state, memory, hidden);
    int steps = packed.straightSteps();
    if (steps > 0) {
      push(state, memory + hidden, steps, x, event, packed.straightInputs());
      System.arraycopy(state, memory + hidden, scratch.lastSteps, 0, scratch.lastSteps.length);
    }
  }
}
