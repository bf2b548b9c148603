package dev.sluice.bench.jvm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.recurrent.GRU;
import ai.djl.training.ParameterStore;
import dev.sluice.core.tensor.Tensor;
import java.util.Map;

/// DJL's own GRU block on its PyTorch engine.
final class Djl implements Runner {
  private final NDManager manager = NDManager.newBaseManager();
  private final ParameterStore store = new ParameterStore(manager, false);
  private final GRU gru;
  private final NDArray x;

  Djl(Layer layer) {
    gru =
        GRU.builder()
            .setStateSize(layer.hidden())
            .setNumLayers(1)
            .optBatchFirst(false)
            .optReturnState(false)
            .build();
    long[] shape = {layer.steps(), layer.batch(), layer.inputs()};
    gru.initialize(manager, ai.djl.ndarray.types.DataType.FLOAT32, new Shape(shape));
    gru.freezeParameters(true);
    Map<String, Tensor> weights = layer.weights();
    set("l_0_i2h_WEIGHT", weights.get("weight_ih_l0"));
    set("l_0_h2h_WEIGHT", weights.get("weight_hh_l0"));
    set("l_0_i2h_BIAS", weights.get("bias_ih_l0"));
    set("l_0_h2h_BIAS", weights.get("bias_hh_l0"));
    x = manager.create(layer.input().data(), new Shape(shape));
  }

  private void set(String name, Tensor values) {
    for (var pair : gru.getDirectParameters()) {
      if (pair.getKey().equals(name)) {
        Parameter parameter = pair.getValue();
        parameter.getArray().set(values.data());
        return;
      }
    }
    throw new IllegalStateException("no " + name + " among " + gru.getDirectParameters().keys());
  }

  @Override
  public String name() {
    return "DJL 0.35.1, PyTorch 2.7.1";
  }

  @Override
  public void run() {
    try (NDManager scope = manager.newSubManager()) {
      outputs(scope).getShape();
    }
  }

  private NDArray outputs(NDManager scope) {
    NDArray input = x.duplicate();
    input.attach(scope);
    return gru.forward(store, new NDList(input), false).singletonOrThrow();
  }

  @Override
  public float[] result() {
    try (NDManager scope = manager.newSubManager()) {
      return outputs(scope).toFloatArray();
    }
  }
}
