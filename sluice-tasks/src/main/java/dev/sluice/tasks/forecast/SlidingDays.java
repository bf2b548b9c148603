package dev.sluice.tasks.forecast;

import dev.sluice.core.stream.SlidingMemory;

/// Keeps the last C days and runs through them again for each answer: as in training on windows.
///
/// Until C days have come, an answer depends on those that have.
final class SlidingDays extends DayStepper {
  private final SlidingMemory days;
  private final float[] initialHidden;

  SlidingDays(long fingerprint, PackedForecast packed) {
    SlidingMemory memory = memory(packed);
    super(fingerprint, packed, new float[memory.size()]);
    days = memory;
    initialHidden = packed.initialHidden();
  }

  private static SlidingMemory memory(PackedForecast packed) {
    FeatureEncoder encoder = packed.spec().encoder();
    return new SlidingMemory(encoder.window().context(), encoder.inputSize());
  }

  @Override
  void remember(float[] x, int event, float[] state, int memory) {
    int kept = days.push(state, memory, x, event);
    System.arraycopy(initialHidden, 0, scratch.hidden, 0, initialHidden.length);
    int oldest = days.oldest(memory, kept);
    for (int day = 0; day < kept; day++) {
      packed.read(scratch, state, oldest + day * features);
    }
    int straight = packed.spec().straightDays();
    int inputs = packed.straightInputs();
    int from = days.oldest(memory, straight); // zeros before the stream's beginning
    for (int i = 0; i < straight; i++) {
      System.arraycopy(state, from + i * features, scratch.lastDays, i * inputs, inputs);
    }
  }
}
