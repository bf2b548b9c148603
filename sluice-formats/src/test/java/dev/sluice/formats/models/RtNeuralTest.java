package dev.sluice.formats.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.RecurrentModel;
import dev.sluice.core.model.json.JsonNumber;
import dev.sluice.core.model.json.JsonReader;
import dev.sluice.core.model.json.JsonView;
import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.Reset;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.cell.CellKind;
import dev.sluice.formats.cell.CellSpec;
import dev.sluice.formats.cell.CellWeights;
import dev.sluice.formats.cell.CoreStack;
import dev.sluice.formats.torch.StateDict;
import dev.sluice.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The test vectors of RTNeural (jatinchowdhury18/RTNeural, BSD-3): networks of Keras and PyTorch
/// with recorded outputs.
class RtNeuralTest {
  private static Path folder() {
    return SharedData.require("models/rtneural");
  }

  private static JsonView json(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(folder().resolve(name));
    return JsonView.of(name, JsonReader.read(bytes, name), FormatException::new);
  }

  private static float[] column(String name) throws IOException {
    List<String> lines = Files.readAllLines(folder().resolve(name));
    float[] values = new float[lines.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.parseFloat(lines.get(i).strip());
    }
    return values;
  }

  /// Nested lists as a matrix, or a vector as one row.
  private static Tensor tensor(JsonView view) {
    List<JsonView> rows = view.elements();
    if (rows.getFirst().value() instanceof JsonNumber) {
      float[] values = numbers(rows);
      return Tensor.of(Shape.of(values.length), values);
    }
    float[][] all = new float[rows.size()][];
    for (int i = 0; i < all.length; i++) {
      all[i] = numbers(rows.get(i).elements());
    }
    return Tensor.matrix(all);
  }

  /// Written with all the digits of a double.
  private static float[] numbers(List<JsonView> views) {
    float[] values = new float[views.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) views.get(i).number();
    }
    return values;
  }

  @Test
  void recordedOutputsComeOut() throws IOException {
    for (String name : new String[] {"gru", "gru_1d"}) {
      Tensor y = column(column(name + "_x_python.csv"));
      for (JsonView layer : json(name + ".json").member("layers").elements()) {
        y = keras(layer, y);
      }
      check(name, y);
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    json("gru_torch.json").members().forEach((name, value) -> tensors.put(name, tensor(value)));
    StateDict dict = StateDict.of("gru_torch.json", tensors);
    assertThat(dict.recurrentModules()).containsExactlyInAnyOrder("gru", "gru2");
    Tensor y = column(column("gru_torch_x_python.csv"));
    y = run(dict.recurrent("gru"), y);
    y = run(dict.recurrent("gru2"), y);
    StateDict.Affine dense = dict.affine("dense");
    check("gru_torch", affine(y, dense.weight(), dense.bias().orElseThrow()));
  }

  private static void check(String name, Tensor y) throws IOException {
    float[] expected = column(name + "_y_python.csv");
    assertThat(y.data()).hasSameSizeAs(expected);
    double most = 0;
    for (int i = 0; i < expected.length; i++) {
      most = Math.max(most, Math.abs((double) y.data()[i] - expected[i]));
    }
    System.out.println("RTNeural " + name + ": within " + most);
    assertThat(most).isLessThanOrEqualTo(1e-4);
  }

  private static Tensor column(float[] values) {
    return Tensor.of(Shape.of(values.length, 1), values);
  }

  private static Tensor run(RecurrentModel model, Tensor x) {
    return model.run(Seq.packed(x, Lengths.of(x.shape().dim(0)))).rows();
  }

  private static Tensor keras(JsonView layer, Tensor x) {
    List<JsonView> weights = layer.member("weights").elements();
    Tensor kernel = tensor(weights.get(0));
    if (!layer.member("type").string().equals("gru")) {
      Tensor y = affine(x, turned(kernel), tensor(weights.get(1)));
      return activated(y, layer.member("activation").string());
    }
    Tensor recurrent = tensor(weights.get(1));
    int h = recurrent.shape().dim(0);
    CellSpec spec =
        CellSpec.plain(
            CellKind.GRU, kernel.shape().dim(0), h, Direction.FORWARD, Reset.AFTER_MATMUL);
    CellWeights cell =
        new CellWeights(
            turned(kernel).data(),
            turned(recurrent).data(),
            tensor(weights.get(2)).data(), // [2,3H]
            new float[0]);
    CoreStack.Layer one = new CoreStack.Layer(spec, List.of(cell));
    return run(RecurrentModel.freeze(CoreStack.of(List.of(one)).orElseThrow()), x);
  }

  private static Tensor turned(Tensor matrix) {
    int rows = matrix.shape().dim(0);
    int columns = matrix.shape().dim(1);
    Tensor out = Tensor.zeros(columns, rows);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        out.data()[j * rows + i] = matrix.data()[i * columns + j];
      }
    }
    return out;
  }

  private static Tensor affine(Tensor x, Tensor weight, Tensor bias) {
    int inputs = x.shape().dim(1);
    int outputs = weight.shape().dim(0);
    Tensor y = Tensor.zeros(x.shape().dim(0), outputs);
    for (int row = 0; row < x.shape().dim(0); row++) {
      for (int o = 0; o < outputs; o++) {
        float sum = bias.data()[o];
        for (int i = 0; i < inputs; i++) {
          sum = Math.fma(x.data()[row * inputs + i], weight.data()[o * inputs + i], sum);
        }
        y.data()[row * outputs + o] = sum;
      }
    }
    return y;
  }

  private static Tensor activated(Tensor y, String name) {
    for (int i = 0; i < y.data().length; i++) {
      double v = y.data()[i];
      y.data()[i] =
          switch (name) {
            case "tanh" -> (float) Math.tanh(v);
            case "sigmoid" -> (float) (1 / (1 + Math.exp(-v)));
            case "" -> (float) v;
            default -> throw new IllegalArgumentException(name);
          };
    }
    return y;
  }
}
