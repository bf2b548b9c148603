package dev.sluice.formats.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.Overwrite;
import dev.sluice.core.model.SafetensorsFile;
import dev.sluice.core.model.json.JsonNull;
import dev.sluice.core.model.json.JsonReader;
import dev.sluice.core.model.json.JsonView;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.tensor.Layout;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.FormatException;
import dev.sluice.testing.SharedData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `torch.nn.GRU`'s own numbers, its weights brought by a safetensors file.
class TorchCasesTest {
  @Test
  void allTwelveAreWithinTheBar(@TempDir Path folder) throws IOException {
    Path root = SharedData.require("fixtures/pytorch-gru");
    String manifest = root.resolve("manifest.json").toString();
    JsonView view =
        JsonView.of(
            manifest,
            JsonReader.read(Files.readAllBytes(Path.of(manifest)), manifest),
            FormatException::new);
    List<JsonView> cases = view.member("cases").elements();
    assertThat(cases).hasSize(12);
    double most = 0;
    for (JsonView each : cases) {
      most = Math.max(most, difference(root, each, folder));
    }
    System.out.println("12 cases of torch.nn.GRU through safetensors: within " + most);
    assertThat(most).isLessThanOrEqualTo(1e-5);
  }

  private static double difference(Path root, JsonView each, Path folder) throws IOException {
    byte[] bytes = Files.readAllBytes(root.resolve(each.member("file").string()));
    ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Map<String, Tensor> weights = new LinkedHashMap<>();
    for (JsonView tensor : each.member("tensors").elements()) {
      int[] dims =
          tensor.member("shape").elements().stream().mapToInt(dim -> dim.integer(0)).toArray();
      float[] values = new float[Shape.of(dims).size()];
      data.slice(tensor.member("offset").integer(0), 4 * values.length)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(values);
      String name = tensor.member("name").string();
      tensors.put(name, Tensor.of(Shape.of(dims), values));
      if (name.startsWith("weight_") || name.startsWith("bias_")) {
        weights.put("net.gru." + name, Tensor.of(Shape.of(dims), values));
      }
    }
    Path file = folder.resolve(each.member("id").string() + ".safetensors");
    new SafetensorsFile(weights, Map.of()).write(file, Overwrite.REFUSE);
    Recurrent stack = StateDict.read(file).recurrent("net.gru").stack();
    return run(each, tensors, stack);
  }

  private static double run(JsonView each, Map<String, Tensor> tensors, Recurrent stack) {
    Tensor input = tensors.get("input");
    boolean batchFirst = each.member("batch_first").bool();
    Layout layout = batchFirst ? Layout.BATCH_MAJOR : Layout.TIME_MAJOR;
    int batch = each.member("batch").integer(1);
    Lengths lengths =
        each.member("lengths").value() instanceof JsonNull
            ? Lengths.equal(batch, each.member("time").integer(1))
            : Lengths.of(
                each.member("lengths").elements().stream()
                    .mapToInt(length -> length.integer(0))
                    .toArray());
    Tensor h0 = turned(tensors.get("h0"), batch, stack.stateSize());
    try (Workspace workspace = Workspace.threads(1);
        Tape tape = workspace.inference()) {
      Recurrent.Unrolled done =
          stack.unroll(tape.seq(Seq.fromPadded(input, layout, lengths)), tape.constant(h0));
      Tensor y = done.outputs().copy().toPadded(layout);
      Tensor hn = turned(tensors.get("h_n"), batch, stack.stateSize());
      return Math.max(most(y, tensors.get("output")), most(done.state().copy(), hn));
    }
  }

  /// `[L·D,B,H]` as `[B,L·D·H]`.
  private static Tensor turned(Tensor states, int batch, int width) {
    int h = states.shape().dim(2);
    Tensor out = Tensor.zeros(batch, width);
    for (int layer = 0; layer < states.shape().dim(0); layer++) {
      for (int b = 0; b < batch; b++) {
        System.arraycopy(
            states.data(), (layer * batch + b) * h, out.data(), b * width + layer * h, h);
      }
    }
    return out;
  }

  private static double most(Tensor found, Tensor expected) {
    assertThat(found.shape()).isEqualTo(expected.shape());
    double most = 0;
    for (int i = 0; i < found.data().length; i++) {
      double difference = Math.abs((double) found.data()[i] - expected.data()[i]);
      most = difference <= most ? most : difference;
    }
    return most;
  }
}
