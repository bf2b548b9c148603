package dev.sluice.tasks.forecast;

import dev.sluice.core.stream.SlidingMemory;
import dev.sluice.tasks.series.FeatureEncoder;

/// Keeps the last C steps and runs through them again for each answer: as in training on windows.
///
/// Until C steps have come, an answer depends on those that have.
final class SlidingSteps extends PlainSteps {
  private final SlidingMemory steps;
  private final float[] initialHidden;

  SlidingSteps(Served served, PackedForecast packed) {
    SlidingMemory memory = memory(served.spec());
    super(served, packed, new float[memory.size()]);
    steps = memory;
    initialHidden = packed.initialHidden();
  }

  static SlidingMemory memory(ForecastSpec spec) {
    FeatureEncoder encoder = spec.encoder();
    return new SlidingMemory(encoder.window().context(), encoder.inputSize());
  }

  @Override
  void remember(float[] x, int event, float[] state, int memory) {
    int kept = steps.push(state, memory, x, event);
    System.arraycopy(initialHidden, 0, scratch.hidden, 0, initialHidden.length);
    int oldest = steps.oldest(memory, kept);
    calibration.scale(state, oldest, features, kept, scales);
    for (int step = 0; step < kept; step++) {
      packed.read(scratch, state, oldest + step * features);
    }
    int straight = packed.straightSteps();
    int inputs = packed.straightInputs();
    int from = steps.oldest(memory, straight); // zeros before the stream's beginning
    for (int i = 0; i < straight; i++) {
      System.arraycopy(state, from + i * features, scratch.lastSteps, i * inputs, inputs);
    }
  }
}
