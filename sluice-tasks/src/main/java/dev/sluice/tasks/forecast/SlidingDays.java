package dev.sluice.tasks.forecast;

/// Keeps the last C days and runs through them again for each answer: as in training on windows.
///
/// ```
/// memory [1 + C·F]: how many days are kept, the days, oldest first, at the end
/// ```
///
/// Until C days have come, an answer depends on those that have.
final class SlidingDays extends DayStepper {
  private final int context;
  private final float[] initialHidden;

  SlidingDays(long fingerprint, PackedForecast packed) {
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
    int days = memory + 1;
    int kept = Math.min(context, (int) state[memory] + 1);
    state[memory] = kept;
    push(state, days, context, x, event, features);
    System.arraycopy(initialHidden, 0, scratch.hidden, 0, initialHidden.length);
    for (int day = context - kept; day < context; day++) {
      packed.read(scratch, state, days + day * features);
    }
    int straight = packed.spec().straightDays();
    int inputs = packed.straightInputs();
    for (int i = 0; i < straight; i++) {
      int day = context - straight + i;
      System.arraycopy(state, days + day * features, scratch.lastDays, i * inputs, inputs);
    }
  }
}
