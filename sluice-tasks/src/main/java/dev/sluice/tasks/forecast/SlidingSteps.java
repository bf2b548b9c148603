package dev.sluice.tasks.forecast;

import dev.sluice.tasks.series.FeatureEncoder;

/// Keeps the last C steps and runs through them again for each answer: as in training on windows.
///
/// ```
/// memory [1 + C·F]: how many steps are kept, the steps, oldest first, at the end
/// ```
///
/// Until C steps have come, an answer depends on those that have.
final class SlidingSteps extends EncodedStepper {
  private final int context;
  private final float[] initialHidden;

  SlidingSteps(long fingerprint, PackedForecast packed) {
    super(fingerprint, packed, new float[memorySize(packed)]);
    context = packed.spec().encoder().window().context();
    initialHidden = packed.initialHidden();
  }

  private static int memorySize(PackedForecast packed) {
    FeatureEncoder encoder = packed.spec().encoder();
    return Math.addExact(1, Math.multiplyExact(encoder.window().context(), encoder.inputSize()));
  }

  @Override
  void remember(float[] x, int event, float[] state, int memory) {
    int steps = memory + 1;
    int kept = Math.min(context, (int) state[memory] + 1);
    state[memory] = kept;
    push(state, steps, context, x, event, features);
    System.arraycopy(initialHidden, 0, scratch.hidden, 0, initialHidden.length);
    for (int step = context - kept; step < context; step++) {
      packed.read(scratch, state, steps + step * features);
    }
    int straight = packed.spec().straightSteps();
    int inputs = packed.straightInputs();
    for (int i = 0; i < straight; i++) {
      int step = context - straight + i;
      System.arraycopy(state, steps + step * features, scratch.lastSteps, i * inputs, inputs);
    }
  }
}
