package dev.sluice.core.stream;

import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.nn.PackedStack;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.tensor.Seed;
import dev.sluice.kernel.KernelChoice;

/// Steppers and events for tests.
final class Streams {
  static final long FINGERPRINT = 0x1234L;

  private Streams() {}

  static Recurrent stack(RecurrentSpec<?> spec) {
    Parameters parameters = Parameters.initialised(Seed.of(5));
    Recurrent stack = Recurrent.create(spec, parameters.root());
    float[] values = new float[parameters.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = 0.6f * (Seed.of(9).uniform(i) - 0.5f);
    }
    parameters.set(values);
    return stack;
  }

  static PackedStack packed(RecurrentSpec<?> spec) {
    return PackedStack.of(stack(spec), KernelChoice.current().kernels());
  }

  static Stepper stepper(RecurrentSpec<?> spec) {
    return StackStepper.hidden(FINGERPRINT, packed(spec));
  }

  static Stepper sliding(RecurrentSpec<?> spec, int context) {
    return new SlidingStepper(
        FINGERPRINT,
        new SlidingMemory(context, spec.inputSize()),
        spec.outputSize(),
        packed(spec).window(context)::run);
  }

  /// The event number `step` of a stream: values between −1 and 1.
  static float[] event(int stream, int step, int features) {
    Seed seed = Seed.of(77).at(stream).at(step);
    float[] event = new float[features];
    for (int i = 0; i < features; i++) {
      event[i] = 2 * seed.uniform(i) - 1;
    }
    return event;
  }
}
