package dev.sluice.cli.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.Sluice;
import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.model.Overwrite;
import dev.sluice.core.model.RecurrentModel;
import dev.sluice.core.model.SafetensorsFile;
import dev.sluice.core.nn.Gru;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.Reset;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.Source;
import dev.sluice.formats.npy.Npz;
import dev.sluice.formats.onnx.ExternalData;
import dev.sluice.formats.onnx.OnnxFile;
import dev.sluice.formats.onnx.OnnxWriter;
import dev.sluice.formats.onnx.stack.Opset;
import dev.sluice.formats.onnx.stack.StackExport;
import dev.sluice.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `convert` and `explain`.
class ConvertTest {
  @TempDir private Path folder;

  private Path model(GruSpec spec) {
    Parameters parameters = Parameters.initialised(Seed.of(5));
    Gru gru = Gru.create(spec, parameters.root());
    for (int i = 0; i < parameters.values().length; i++) {
      parameters.values()[i] = Seed.of(6).normal(i);
    }
    Path path = folder.resolve("gru.sluice");
    RecurrentModel.freeze(gru).save(path, Overwrite.REPLACE);
    return path;
  }

  @Test
  void toOnnxAndBackIsTheSameModel() throws IOException {
    Path model = model(GruSpec.of(4, 5).layers(2));
    Path onnx = folder.resolve("gru.onnx");
    Path back = folder.resolve("back.sluice");
    assertThat(Sluice.run("convert", model, onnx, "--opset", "22").exit()).isZero();
    assertThat(Sluice.run("convert", onnx, back).exit()).isZero();
    String file = "model.safetensors";
    assertThat(Files.readAllBytes(back.resolve(file)))
        .isEqualTo(Files.readAllBytes(model.resolve(file)));
  }

  @Test
  void torchOpensWhatItComputes() {
    Path file = folder.resolve("gru.safetensors");
    assertThat(Sluice.run("convert", model(GruSpec.pytorch(4, 5)), file).exit()).isZero();
    assertThat(SafetensorsFile.read(file).tensors())
        .containsOnlyKeys("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0");
    Path back = folder.resolve("back.sluice");
    assertThat(Sluice.run("convert", file, back).exit()).isZero();
    assertThat(RecurrentModel.load(back).spec()).isEqualTo(GruSpec.pytorch(4, 5));
    assertThat(Sluice.run("explain", file).out()).contains("a state dict of PyTorch");
  }

  @Test
  void npzHasTheSameNames() {
    Path file = folder.resolve("gru.npz");
    assertThat(Sluice.run("convert", model(GruSpec.pytorch(4, 5)), file).exit()).isZero();
    assertThat(Npz.read(file))
        .containsOnlyKeys("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0");
    Path back = folder.resolve("back.sluice");
    assertThat(Sluice.run("convert", file, back).exit()).isZero();
    assertThat(RecurrentModel.load(back).spec()).isEqualTo(GruSpec.pytorch(4, 5));
  }

  /// A wake word of Mycroft's, whose name does not say what it is.
  @Test
  void kerasIsToldByHowItBegins() {
    Path wake = SharedData.require("models/mycroft/hey-mycroft.net");
    Sluice explained = Sluice.run("explain", wake);
    assertThat(explained.exit()).isZero();
    assertThat(explained.out())
        .contains("a model of Keras 2.1", "n = W_n x + U_n (r ⊙ h') + b_n", "GRU \"net\"");
    Path gru = folder.resolve("net.sluice");
    assertThat(Sluice.run("convert", wake, gru).said()).contains("\"dense_1\" is no recurrent");
    assertThat(Sluice.run("convert", wake, gru, "--node", "net").exit()).isZero();
    GruSpec spec = (GruSpec) RecurrentModel.load(gru).spec();
    assertThat(spec.reset()).isEqualTo(Reset.BEFORE_MATMUL);
  }

  @Test
  void otherFilesAreNamed() throws IOException {
    Path text = Files.writeString(folder.resolve("model.txt"), "mine");
    Sluice refused = Sluice.run("explain", text);
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.said()).contains("no file of Keras").doesNotContain("\n");
  }

  @Test
  void onlyWhatIsWrittenHereIsNamed() {
    Path keras = folder.resolve("gru.keras");
    Sluice refused = Sluice.run("convert", model(GruSpec.of(4, 5)), keras);
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.said()).contains("name it .onnx, .safetensors, .npz, or .sluice");
    assertThat(keras).doesNotExist();
  }

  @Test
  void emptyFilesAreCalledSo() throws IOException {
    Path file = Files.createFile(folder.resolve("model.onnx"));
    assertThat(Sluice.run("explain", file).said())
        .isEqualTo("sluice: " + file + " is empty; it was perhaps not fully copied");
  }

  @Test
  void picklesAreNeverRun() {
    assertThat(Sluice.run("explain", folder.resolve("model.pt")).said())
        .contains("safetensors.torch.save_file");
  }

  /// An embedding beside the GRU is left out, and that is said.
  @Test
  void whatIsLeftOutIsTold() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("table.weight", Tensor.zeros(7, 4));
    SafetensorsFile.read(torch())
        .tensors()
        .forEach((name, value) -> tensors.put("encoder." + name, value));
    Path both = folder.resolve("both.safetensors");
    new SafetensorsFile(tensors, Map.of()).write(both, Overwrite.REFUSE);
    Sluice done = Sluice.run("convert", both, folder.resolve("taken.sluice"));
    assertThat(done.said())
        .contains("GRU \"l0\": 4 inputs, 5 units", "165 of the 193 parameters of");
    assertThat(Sluice.run("explain", both).out()).contains("GRU \"encoder\":");
    assertThat(Sluice.run("convert", both, folder.resolve("b.onnx"), "--node", "table").said())
        .contains("has no recurrent module \"table\"; it has [encoder]");
  }

  private Path torch() {
    Path file = folder.resolve("torch.safetensors");
    assertThat(Sluice.run("convert", model(GruSpec.pytorch(4, 5)), file).exit()).isZero();
    return file;
  }

  @Test
  void whatTorchDoesNotComputeIsRefused() {
    Sluice refused =
        Sluice.run("convert", model(GruSpec.of(4, 5)), folder.resolve("gru.safetensors"));
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.said()).contains("reset_before").doesNotContain("\n");
  }

  @Test
  void whatIsThereIsNotReplacedUnasked() throws IOException {
    Path onnx = Files.writeString(folder.resolve("gru.onnx"), "mine");
    Path model = model(GruSpec.of(4, 5));
    assertThat(Sluice.run("convert", model, onnx).exit()).isEqualTo(1);
    assertThat(onnx).hasContent("mine");
    assertThat(Sluice.run("convert", model, onnx, "--force").exit()).isZero();
  }

  @Test
  void anUnknownOpsetIsWrongUsage() {
    Sluice wrong =
        Sluice.run("convert", model(GruSpec.of(4, 5)), folder.resolve("a.onnx"), "--opset", "9");
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.said()).contains("--opset is 14 or 22");
  }

  @Test
  void aMissingFileIsOneSentence() {
    Sluice missing = Sluice.run("explain", folder.resolve("none.onnx"));
    assertThat(missing.exit()).isEqualTo(1);
    assertThat(missing.said()).endsWith("there is no such file; check the path");
  }

  @Test
  void explainPrintsTheEquations() {
    Sluice explained = Sluice.run("explain", model(GruSpec.pytorch(4, 5)));
    assertThat(explained.lines())
        .anySatisfy(line -> assertThat(line).contains("165 parameters"))
        .contains(
            "    z = σ(W_z x + U_z h' + b_z)",
            "    n = tanh(W_n x + b_n + r ⊙ (U_n h' + b_hn))",
            "    h = (1 − z) ⊙ h' + z ⊙ n");
    Sluice json = Sluice.run("explain", model(GruSpec.of(4, 5)), "--json");
    assertThat(json.lines()).hasSize(1);
    assertThat(json.out()).contains("\"reset\":\"before\"", "\"hidden_size\":5");
  }

  /// As the exporter of `torch.onnx.export(dynamo=True)` writes `nn.GRU`.
  @Test
  void theWrongResetIsWarnedOfAndMended() throws IOException {
    byte[] wrong = StackExport.write(RecurrentModel.load(model(GruSpec.of(4, 5))), Opset.V14);
    OnnxFile file = OnnxFile.read(Source.of("wrong", wrong), ExternalData.refused());
    Path onnx = folder.resolve("torch.onnx");
    Files.write(
        onnx,
        OnnxWriter.write(
            new OnnxFile("pytorch", "2.10.0", file.opsets(), file.graph(), Map.of()), 8));
    assertThat(Sluice.run("explain", onnx).said())
        .contains("pytorch 2.10.0", "--assume-linear-before-reset");
    Path mended = folder.resolve("mended.sluice");
    Sluice converted = Sluice.run("convert", onnx, mended, "--assume-linear-before-reset");
    assertThat(converted.exit()).isZero();
    assertThat(converted.said()).doesNotContain("warning");
    GruSpec spec = (GruSpec) RecurrentModel.load(mended).spec();
    assertThat(spec.reset()).isEqualTo(Reset.AFTER_MATMUL);
  }
}
