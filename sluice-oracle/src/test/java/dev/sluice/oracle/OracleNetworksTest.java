package dev.sluice.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.RecurrentModel;
import dev.sluice.core.nn.InitialState;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.tensor.Shape;
import dev.sluice.formats.Source;
import dev.sluice.formats.onnx.ExternalData;
import dev.sluice.formats.onnx.NdArray;
import dev.sluice.formats.onnx.OnnxFile;
import dev.sluice.formats.onnx.run.OnnxModel;
import dev.sluice.formats.onnx.stack.Networks;
import dev.sluice.formats.onnx.stack.Opset;
import dev.sluice.formats.onnx.stack.StackExport;
import dev.sluice.testing.RandomSeed;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Networks of ours in ONNX Runtime: the same numbers, from given states, any batch and time.
class OracleNetworksTest {
  private static final int NETWORKS = 300;

  @Test
  void onnxRuntimeComputesTheSame() throws Exception {
    Random random = new Random(RandomSeed.forClass(OracleNetworksTest.class));
    float most = 0;
    try (Workspace workspace = Workspace.threads(1)) {
      for (int i = 0; i < NETWORKS; i++) {
        RecurrentModel model = Networks.model(Networks.spec(random), random);
        byte[] bytes = StackExport.write(model, random.nextBoolean() ? Opset.V14 : Opset.V22);
        OnnxModel own =
            OnnxModel.of(OnnxFile.read(Source.of("made.onnx", bytes), ExternalData.refused()));
        try (Ort ort = new Ort(bytes)) {
          for (int run = 0; run < 2; run++) {
            Map<String, NdArray> inputs = inputs(model.spec(), random);
            Map<String, NdArray> found = ort.run(inputs);
            Map<String, NdArray> expected = own.run(workspace, inputs);
            assertThat(found.keySet()).isEqualTo(expected.keySet());
            for (Map.Entry<String, NdArray> output : expected.entrySet()) {
              float difference = relative(found.get(output.getKey()), output.getValue());
              assertThat(difference)
                  .as("network %d, %s, %s", i, output.getKey(), model.spec())
                  .isLessThan(1e-5f);
              most = Math.max(most, difference);
            }
          }
        }
      }
    }
    System.out.println(NETWORKS + " networks in ONNX Runtime: within " + most);
  }

  /// Linear and relu candidates grow; the bar is of the largest value, at least 1.
  private static float relative(NdArray found, NdArray expected) {
    float largest = 1;
    for (float value : ((NdArray.Floats) expected).data()) {
      largest = Math.max(largest, Math.abs(value));
    }
    return Ort.difference(found, expected) / largest;
  }

  private static Map<String, NdArray> inputs(RecurrentSpec<?> spec, Random random) {
    int steps = 1 + random.nextInt(6);
    int batch = 1 + random.nextInt(4);
    Map<String, NdArray> inputs = new LinkedHashMap<>();
    inputs.put("x", random(random, 1, steps, batch, spec.inputSize()));
    if (spec.topology().initialState() == InitialState.ZERO) {
      int states = spec.topology().layers() * spec.topology().directions();
      inputs.put("initial_h", random(random, 0.5f, states, batch, spec.hiddenSize()));
      if (spec.planes() == 2) {
        inputs.put("initial_c", random(random, 0.5f, states, batch, spec.hiddenSize()));
      }
    }
    return inputs;
  }

  static NdArray random(Random random, float scale, int... dims) {
    float[] values = new float[Shape.of(dims).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian() * scale;
    }
    return NdArray.of(Shape.of(dims), values);
  }
}
