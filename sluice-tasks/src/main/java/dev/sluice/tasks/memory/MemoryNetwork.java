package dev.sluice.tasks.memory;

import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.nn.Linear;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.tensor.Seed;
import dev.sluice.train.data.Batch;
import dev.sluice.train.data.Per;
import dev.sluice.train.loop.Network;

/// A recurrent stack and a linear layer: behind the last step, or at each, as the targets are.
public final class MemoryNetwork implements Network {
  private final Parameters parameters;
  private final Recurrent stack;
  private final Linear output;

  private MemoryNetwork(RecurrentSpec<?> cell, int outputs, Parameters parameters) {
    this.parameters = parameters;
    stack = Recurrent.create(cell, parameters.root().scope("recurrent"));
    output = Linear.create(stack.outputSize(), outputs, parameters.root().scope("output"));
    parameters.complete();
  }

  /// A new network; equal specs and seeds give equal bits.
  public static MemoryNetwork create(RecurrentSpec<?> cell, int outputs, Seed seed) {
    return new MemoryNetwork(cell, outputs, Parameters.initialised(seed));
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public Var forward(Tape tape, Batch batch) {
    SeqVar h = stack.forward(tape.seq(batch.x()));
    return batch.y().per() == Per.STEP ? output.forward(h).rows() : output.forward(h.last());
  }
}
