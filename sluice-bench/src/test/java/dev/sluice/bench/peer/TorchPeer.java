package dev.sluice.bench.peer;

import dev.sluice.bench.Numbers;
import dev.sluice.bench.Peer;
import dev.sluice.bench.Workload;
import dev.sluice.core.nn.Reset;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/// PyTorch's C++ interface, with MKL: reset after the product only, as everywhere in PyTorch.
public final class TorchPeer implements Peer {
  /// @param threads within an operator
  public TorchPeer(int threads) {
    torch.set_num_threads(threads);
  }

  @Override
  public String name() {
    return "PyTorch 2.10.0";
  }

  @Override
  public boolean offers(Workload workload, Reset reset) {
    return reset == Reset.AFTER_MATMUL;
  }

  @Override
  public Session open(Workload workload, Reset reset, Numbers numbers) {
    TorchWeights weights = new TorchWeights(workload, numbers);
    return switch (workload.kind()) {
      case SEQUENCE -> new Sequence(workload, weights, numbers);
      case STEP -> new Step(workload, weights, numbers);
      case TRAINING, LANGUAGE -> new TorchTraining(workload, weights, numbers);
    };
  }

  private static final class Sequence implements Session {
    private final Workload workload;
    private final TorchWeights weights;
    private final Tensor x;
    private final Tensor h0;

    Sequence(Workload w, TorchWeights weights, Numbers numbers) {
      workload = w;
      this.weights = weights;
      Workload.Stack s = w.stack();
      x = TorchWeights.tensor(numbers.x(), w.steps(), w.batch(), s.inputs());
      int planes = s.layers() * s.directions();
      float[] zeros = new float[planes * w.batch() * s.hidden()];
      h0 = TorchWeights.tensor(zeros, planes, w.batch(), s.hidden());
    }

    @Override
    public void run() {
      try (InferenceMode mode = new InferenceMode(true);
          PointerScope scope = new PointerScope()) {
        weights.gru(x, h0, false);
      }
    }

    @Override
    public float[] result() {
      try (InferenceMode mode = new InferenceMode(true);
          PointerScope scope = new PointerScope()) {
        Workload.Stack s = workload.stack();
        float[] y = new float[workload.rows() * s.hidden() * s.directions()];
        weights.gru(x, h0, false).data_ptr_float().get(y);
        return y;
      }
    }
  }

  private static final class Step implements Session {
    private final TorchWeights weights;
    private final Tensor x;
    private final FloatPointer h;
    private final Tensor hidden;
    private final TensorOptional inputBias;
    private final TensorOptional hiddenBias;
    private final float[] state;

    Step(Workload w, TorchWeights weights, Numbers numbers) {
      this.weights = weights;
      x = TorchWeights.tensor(numbers.x(), 1, w.stack().inputs());
      state = new float[w.stack().hidden()];
      h = new FloatPointer(state.length);
      hidden = torch.from_blob(h, 1, state.length);
      inputBias = new TensorOptional(weights.get(2));
      hiddenBias = new TensorOptional(weights.get(3));
    }

    @Override
    public void run() {
      step(state);
    }

    private void step(float[] values) {
      try (InferenceMode mode = new InferenceMode(true);
          PointerScope scope = new PointerScope()) {
        h.put(values);
        torch
            .gru_cell(x, hidden, weights.get(0), weights.get(1), inputBias, hiddenBias)
            .data_ptr_float()
            .get(values);
      }
    }

    @Override
    public float[] result() {
      float[] from = Peer.state(state.length);
      step(from);
      return from;
    }
  }
}
