package dev.sluice.bench.jvm;

import dev.sluice.core.tensor.Tensor;
import java.util.Map;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/// Deeplearning4j's LSTM on its native backend.
///
/// Its blocks are candidate, forget, output, input in `W [I,4H]`, `RW [H,4H]`, `b [1,4H]`. A
/// network must end in an output layer; its activations are asked for below it.
final class Deeplearning4j implements Runner {
  private static final int[] TORCH_BLOCK = {2, 1, 3, 0};

  private final MultiLayerNetwork network;
  private final INDArray x;
  private final Layer layer;

  Deeplearning4j(Layer layer) {
    this.layer = layer;
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .list()
            .layer(
                new LSTM.Builder()
                    .nIn(layer.inputs())
                    .nOut(layer.hidden())
                    .activation(Activation.TANH)
                    .gateActivationFunction(Activation.SIGMOID)
                    .build())
            .layer(
                new RnnOutputLayer.Builder(LossFunctions.LossFunction.MSE)
                    .nIn(layer.hidden())
                    .nOut(1)
                    .activation(Activation.IDENTITY)
                    .build())
            .build();
    network = new MultiLayerNetwork(configuration);
    network.init();
    Map<String, Tensor> w = layer.weights();
    network.setParam("0_W", matrix(w.get("weight_ih_l0"), layer.inputs()));
    network.setParam("0_RW", matrix(w.get("weight_hh_l0"), layer.hidden()));
    Tensor both = w.get("bias_ih_l0").copy();
    for (int i = 0; i < both.data().length; i++) {
      both.data()[i] += w.get("bias_hh_l0").data()[i];
    }
    network.setParam("0_b", matrix(both, 1));
    // Its sequences are [B,I,T].
    x =
        Nd4j.create(
                layer.input().data(),
                new long[] {layer.steps(), layer.batch(), layer.inputs()},
                'c')
            .permute(1, 2, 0)
            .dup('f');
  }

  /// torch's `[4H,columns]` as `[columns,4H]`, blocks in the other order.
  private INDArray matrix(Tensor weights, int columns) {
    int h = layer.hidden();
    float[] out = new float[4 * h * columns];
    for (int c = 0; c < columns; c++) {
      for (int row = 0; row < 4 * h; row++) {
        int from = TORCH_BLOCK[row / h] * h + row % h;
        out[c * 4 * h + row] = weights.data()[from * columns + c];
      }
    }
    return Nd4j.create(out, new long[] {columns, 4L * h}, 'c');
  }

  @Override
  public String name() {
    return "Deeplearning4j 1.0.0-M2.1";
  }

  @Override
  public void run() {
    outputs();
  }

  private INDArray outputs() {
    return network.feedForwardToLayer(0, x, false).get(1);
  }

  @Override
  public float[] result() {
    return outputs().permute(2, 0, 1).dup('c').data().asFloat();
  }
}
