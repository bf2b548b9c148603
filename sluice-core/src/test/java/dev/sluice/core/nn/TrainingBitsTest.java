package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Gradients;
import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Fifty steps of training leave the same bits in the parameters, whatever the number of threads.
class TrainingBitsTest {
  private static final int STEPS = 50;

  /// Enough multiply-adds in the recurrence that sequences are shared out.
  private static final Lengths LENGTHS = Lengths.of(5, 11, 0, 8, 11, 3);

  @ParameterizedTest
  @EnumSource(Reset.class)
  void threads(Reset reset) {
    GruSpec spec = GruSpec.of(6, 80).reset(reset).direction(Direction.BOTH).dropout(0.2).layers(2);
    float[] expected = train(spec, 1);
    Bits.assertEqual("2 threads", train(spec, 2), expected);
    Bits.assertEqual("4 threads", train(spec, 4), expected);
  }

  private static float[] train(GruSpec spec, int threads) {
    Parameters parameters = Parameters.initialised(Seed.of(3));
    Gru gru = Gru.create(spec, parameters.scope("gru"));
    Linear head = Linear.create(gru.outputSize(), 2, parameters.scope("head"));
    float[] velocity = new float[parameters.complete().size()];
    Tensor x = Tensor.matrix(new Cases(1).matrix(LENGTHS.rows(), 6, 1));
    Tensor y = Tensor.matrix(new Cases(2).matrix(6, 2, 1));
    try (Workspace workspace = Workspace.threads(threads)) {
      for (int step = 0; step < STEPS; step++) {
        try (Tape tape = workspace.record(Seed.of(step))) {
          var hidden = gru.forward(tape.seq(Seq.packed(x, LENGTHS)));
          var loss = head.forward(hidden.mean()).minus(tape.constant(y)).square().mean();
          Gradients gradients = tape.backward(loss).clipNorm(1);
          for (int i = 0; i < velocity.length; i++) {
            velocity[i] = 0.9f * velocity[i] + gradients.values().get(i);
            parameters.values()[i] -= 0.05f * velocity[i];
          }
        }
      }
    }
    return parameters.values().clone();
  }
}
