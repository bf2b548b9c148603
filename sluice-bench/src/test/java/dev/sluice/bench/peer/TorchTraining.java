package dev.sluice.bench.peer;

import dev.sluice.bench.Numbers;
import dev.sluice.bench.Peer;
import dev.sluice.bench.Workload;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// A training step in PyTorch: autograd and its own Adam.
final class TorchTraining implements Peer.Session {
  private final Workload workload;
  private final TorchWeights weights;
  private final List<Tensor> outer = new ArrayList<>();
  private final Tensor x;
  private final Tensor h0;
  private final Tensor classes;
  private final TensorOptional bias;
  private final Adam adam;

  TorchTraining(Workload w, TorchWeights weights, Numbers numbers) {
    workload = w;
    this.weights = weights;
    int h = w.stack().hidden();
    outer.add(TorchWeights.tensor(numbers.of("out.weight"), w.outputs(), h));
    outer.add(TorchWeights.tensor(numbers.of("out.bias"), w.outputs()));
    if (w.vocabulary() > 0) {
      outer.add(
          TorchWeights.tensor(numbers.of("embed.weight"), w.vocabulary(), w.stack().inputs()));
    }
    x =
        w.vocabulary() > 0
            ? ids(numbers.ids(), w.steps(), w.batch())
            : TorchWeights.tensor(numbers.x(), w.steps(), w.batch(), w.stack().inputs());
    classes = ids(numbers.classes(), numbers.classes().length);
    h0 = TorchWeights.tensor(new float[w.batch() * h], 1, w.batch(), h);
    List<Tensor> trained = new ArrayList<>(weights.all());
    trained.addAll(outer);
    trained.forEach(t -> t.set_requires_grad(true));
    bias = new TensorOptional(outer.get(1));
    TensorVector all = new TensorVector(trained.toArray(Tensor[]::new));
    adam = new Adam(all, new AdamOptions(Peer.RATE));
  }

  private static Tensor ids(int[] values, long... shape) {
    long[] wide = new long[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    try (LongPointer data = new LongPointer(wide)) {
      return torch.from_blob(data, shape, new TensorOptions(torch.ScalarType.Long)).clone();
    }
  }

  private float step() {
    try (PointerScope scope = new PointerScope()) {
      adam.zero_grad();
      Tensor in = workload.vocabulary() > 0 ? torch.embedding(outer.get(2), x) : x;
      Tensor y = torch.linear(weights.gru(in, h0, true), outer.get(0), bias);
      Tensor loss =
          workload.vocabulary() > 0
              ? torch.cross_entropy_loss(y.view(-1, workload.vocabulary()), classes)
              : y.square().mean();
      loss.backward();
      adam.step();
      return loss.item_float();
    }
  }

  @Override
  public void run() {
    step();
  }

  @Override
  public float[] result() {
    float[] losses = new float[Peer.TRAINED];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = step();
    }
    return losses;
  }
}
