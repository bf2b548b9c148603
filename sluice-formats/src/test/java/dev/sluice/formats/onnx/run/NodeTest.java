package dev.sluice.formats.onnx.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.formats.onnx.NdArray;
import dev.sluice.formats.onnx.OnnxFile;
import dev.sluice.formats.onnx.TensorFiles;
import dev.sluice.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// ONNX's own node tests of GRU, LSTM and RNN.
class NodeTest {
  @Test
  void allPass() throws IOException {
    Path root = SharedData.require("models/onnx-node-tests");
    List<Path> tests;
    try (Stream<Path> found = Files.list(root)) {
      tests = found.sorted().toList();
    }
    assertThat(tests).hasSize(12);
    for (Path test : tests) {
      run(test);
    }
  }

  private static void run(Path test) throws IOException {
    OnnxModel model = OnnxModel.of(OnnxFile.read(test.resolve("model.onnx")));
    Path data = test.resolve("test_data_set_0");
    Map<String, NdArray> inputs = new LinkedHashMap<>();
    for (int i = 0; i < model.inputs().size(); i++) {
      inputs.put(
          model.inputs().get(i).name(), TensorFiles.value(data.resolve("input_" + i + ".pb")));
    }
    try (Workspace workspace = Workspace.threads(1)) {
      Map<String, NdArray> outputs = model.run(workspace, inputs);
      for (int i = 0; i < model.outputs().size(); i++) {
        NdArray.Floats expected =
            (NdArray.Floats) TensorFiles.value(data.resolve("output_" + i + ".pb"));
        NdArray.Floats found = (NdArray.Floats) outputs.get(model.outputs().get(i).name());
        assertThat(found.shape()).as(test.toString()).isEqualTo(expected.shape());
        for (int j = 0; j < found.data().length; j++) {
          assertThat(Math.abs(found.data()[j] - expected.data()[j]))
              .as("%s output %d value %d", test.getFileName(), i, j)
              .isLessThan(1e-5f);
        }
      }
    }
  }
}
