package dev.sluice.formats.onnx.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.RecurrentModel;
import dev.sluice.core.nn.InitialState;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.Source;
import dev.sluice.formats.cell.CoreLayers;
import dev.sluice.formats.onnx.ExternalData;
import dev.sluice.formats.onnx.NdArray;
import dev.sluice.formats.onnx.OnnxFile;
import dev.sluice.formats.onnx.OnnxModelOptions;
import dev.sluice.formats.onnx.run.OnnxModel;
import dev.sluice.testing.RandomSeed;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// From here to ONNX and back: the same spec, the same bits.
class RoundTripTest {
  private static final int NETWORKS = 1000;

  @Test
  void everyNetworkComesBackToTheBit() {
    Random random = new Random(RandomSeed.forClass(RoundTripTest.class));
    try (Workspace workspace = Workspace.threads(1)) {
      for (int i = 0; i < NETWORKS; i++) {
        RecurrentModel model = Networks.model(Networks.spec(random), random);
        Opset opset = random.nextBoolean() ? Opset.V14 : Opset.V22;
        OnnxFile file = read(StackExport.write(model, opset));
        RecurrentModel back = StackImport.read(file, OnnxModelOptions.AS_WRITTEN);
        assertThat(back.spec().topology()).isEqualTo(model.spec().topology());
        assertThat(CoreLayers.bias(back.spec())).isEqualTo(CoreLayers.bias(model.spec()));
        assertThat(back.stack().parameters().keySet())
            .as("network %d, %s", i, model.spec())
            .isEqualTo(model.stack().parameters().keySet());
        model
            .stack()
            .parameters()
            .forEach((name, parameter) ->
                assertThat(back.stack().parameters().get(name).toTensor().data())
                    .as(name)
                    .isEqualTo(parameter.toTensor().data()));
        assertThat(StackExport.write(back, opset)).isEqualTo(StackExport.write(model, opset));
        sameOutputs(workspace, random, model, back, file);
      }
    }
  }

  private static OnnxFile read(byte[] bytes) {
    return OnnxFile.read(Source.of("made.onnx", bytes), ExternalData.refused());
  }

  private static void sameOutputs(
      Workspace workspace,
      Random random,
      RecurrentModel model,
      RecurrentModel back,
      OnnxFile file) {
    int steps = 1 + random.nextInt(5);
    int batch = 1 + random.nextInt(3);
    float[] x = new float[steps * batch * model.spec().inputSize()];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) random.nextGaussian();
    }
    Tensor rows = Tensor.of(Shape.of(steps * batch, model.spec().inputSize()), x);
    Seq seq = Seq.packed(rows, Lengths.equal(batch, steps));
    float[] expected = model.run(seq).rows().data();
    assertThat(back.run(seq).rows().data()).isEqualTo(expected);
    Map<String, NdArray> inputs = new HashMap<>();
    inputs.put("x", NdArray.of(Shape.of(steps, batch, model.spec().inputSize()), x));
    if (model.spec().topology().initialState() == InitialState.ZERO) {
      Shape state =
          Shape.of(
              model.spec().stateSize() / model.spec().planes() / model.spec().hiddenSize(),
              batch,
              model.spec().hiddenSize());
      inputs.put("initial_h", NdArray.of(state, new float[state.size()]));
      if (model.spec().planes() == 2) {
        inputs.put("initial_c", NdArray.of(state, new float[state.size()]));
      }
    }
    NdArray.Floats y = (NdArray.Floats) OnnxModel.of(file).run(workspace, inputs).get("y");
    assertThat(y.data()).as("as a graph: %s", model.spec()).isEqualTo(expected);
  }
}
