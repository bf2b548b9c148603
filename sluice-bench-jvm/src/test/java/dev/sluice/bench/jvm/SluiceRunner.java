package dev.sluice.bench.jvm;

import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.RecurrentModel;
import dev.sluice.core.model.TorchTensors;
import dev.sluice.core.nn.Bias;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.LstmSpec;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seq;
import dev.sluice.kernel.CheckedKernels;

/// This library on one thread, as its users call it.
final class SluiceRunner implements Runner {
  private final CheckedKernels kernels;
  private final Workspace workspace;
  private final Recurrent stack;
  private final Seq x;

  SluiceRunner(CheckedKernels kernels, Layer layer) {
    this.kernels = kernels;
    workspace = Workspace.of(1, kernels);
    RecurrentSpec<?> spec =
        layer.gates() == 3
            ? GruSpec.pytorch(layer.inputs(), layer.hidden())
            : LstmSpec.of(layer.inputs(), layer.hidden()).bias(Bias.DOUBLE);
    Parameters loaded = Parameters.loaded(TorchTensors.fromFile(spec, "", layer.weights()));
    stack = RecurrentModel.freeze(Recurrent.create(spec, loaded.root())).stack();
    x = Seq.packed(layer.input(), Lengths.equal(layer.batch(), layer.steps()));
  }

  @Override
  public String name() {
    return "Sluice, " + kernels.name();
  }

  @Override
  public void run() {
    try (Tape tape = workspace.inference()) {
      stack.forward(tape.seq(x));
    }
  }

  @Override
  public float[] result() {
    try (Tape tape = workspace.inference()) {
      return stack.forward(tape.seq(x)).rows().copy().data();
    }
  }
}
