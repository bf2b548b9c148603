package dev.sluice.tasks.forecast;

import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.stream.SlidingMemory;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.Arrays;

/// Streams a [SegmentNetwork]: keeps the last C steps, as [SlidingSteps] does, and runs the whole
/// network for each answer.
final class SlidingSegments extends EncodedStepper {
  private final SegmentNetwork network;
  private final SlidingMemory steps;
  private final Workspace workspace = Workspace.threads(1);
  private Seq seen;

  SlidingSegments(Served served, SegmentNetwork network) {
    SlidingMemory memory = SlidingSteps.memory(served.spec());
    super(served, new float[memory.size()]);
    this.network = network;
    steps = memory;
    seen = Seq.packed(Tensor.zeros(0, features), Lengths.of(0));
  }

  @Override
  void remember(float[] x, int event, float[] state, int memory) {
    int kept = steps.push(state, memory, x, event);
    int oldest = steps.oldest(memory, kept);
    calibration.scale(state, oldest, features, kept, scales);
    float[] rows = Arrays.copyOfRange(state, oldest, oldest + kept * features);
    seen = Seq.packed(Tensor.of(Shape.of(kept, features), rows), Lengths.of(kept));
  }

  @Override
  float[] answer(float[] x, int known) {
    int size = spec.encoder().knownSize();
    float[] values = Arrays.copyOfRange(x, known, known + spec.horizon() * size);
    Tensor ahead = Tensor.of(Shape.of(1, spec.horizon(), size), values);
    try (Tape tape = workspace.inference()) {
      return network.forward(tape, seen, ahead).copy().data();
    }
  }
}
