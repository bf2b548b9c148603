package dev.sluice.formats.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Overwrite;
import dev.sluice.core.model.RecurrentModel;
import dev.sluice.core.model.SafetensorsFile;
import dev.sluice.core.model.TorchTensors;
import dev.sluice.core.nn.Activation;
import dev.sluice.core.nn.RnnSpec;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.npy.Npz;
import dev.sluice.formats.onnx.stack.Networks;
import dev.sluice.testing.RandomSeed;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From here to safetensors and back, the same bits: every network by its model's directory, those
/// that torch computes also as a state dict, in safetensors and in npz.
class SafetensorsRoundTripTest {
  private static final int NETWORKS = 1000;

  @TempDir private Path folder;

  @Test
  void everyNetworkComesBackToTheBit() {
    Random random = new Random(RandomSeed.forClass(SafetensorsRoundTripTest.class));
    int torch = 0;
    for (int i = 0; i < NETWORKS; i++) {
      RecurrentModel model = Networks.model(Networks.spec(random), random);
      Path directory = folder.resolve("model");
      model.save(directory, Overwrite.REPLACE);
      RecurrentModel back = RecurrentModel.load(directory);
      assertThat(back.spec()).as("network %d", i).isEqualTo(model.spec());
      same(back, model);
      if (TorchTensors.variant(model.spec()).isEmpty()) {
        asStateDict(model);
        torch++;
      }
    }
    assertThat(torch).isGreaterThan(NETWORKS / 50);
  }

  private void asStateDict(RecurrentModel model) {
    Map<String, Tensor> tensors = TorchTensors.toFile(model.spec(), "", parameters(model));
    Activation activation =
        model.spec() instanceof RnnSpec rnn ? rnn.activation() : Activation.TANH;
    Path file = folder.resolve("gru.safetensors");
    new SafetensorsFile(tensors, Map.of("format", "pt")).write(file, Overwrite.REPLACE);
    same(StateDict.read(file).recurrent("", activation), model);
    Path npz = folder.resolve("gru.npz");
    Npz.write(npz, tensors, Overwrite.REPLACE);
    same(StateDict.of("npz", Npz.read(npz)).recurrent("", activation), model);
  }

  private static Map<String, Tensor> parameters(RecurrentModel model) {
    Map<String, Tensor> parameters = new LinkedHashMap<>();
    model.stack().parameters().forEach((name, value) -> parameters.put(name, value.toTensor()));
    return parameters;
  }

  private static void same(RecurrentModel found, RecurrentModel expected) {
    Map<String, Tensor> values = parameters(found);
    assertThat(values.keySet()).isEqualTo(parameters(expected).keySet());
    parameters(expected)
        .forEach((name, value) -> assertThat(values.get(name).data()).isEqualTo(value.data()));
  }
}
