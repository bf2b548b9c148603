package dev.sluice.formats.onnx.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.RecurrentModel;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.Reset;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.Source;
import dev.sluice.formats.npy.Npy;
import dev.sluice.formats.onnx.ExternalData;
import dev.sluice.formats.onnx.Graph;
import dev.sluice.formats.onnx.NdArray;
import dev.sluice.formats.onnx.Node;
import dev.sluice.formats.onnx.OnnxFile;
import dev.sluice.formats.onnx.OnnxModelOptions;
import dev.sluice.formats.onnx.run.Fold;
import dev.sluice.formats.onnx.run.OnnxModel;
import dev.sluice.formats.onnx.stack.OnnxForeign;
import dev.sluice.formats.onnx.stack.StackImport;
import dev.sluice.testing.ZipResource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// GRUs that PyTorch's exporters wrote out as loops, beside what PyTorch computed; made by
/// `src/test/python/make_loops.py`.
class LoopFusionTest {
  private static final Map<String, byte[]> FILES =
      ZipResource.read(LoopFusionTest.class, "loops.zip");

  private static OnnxFile file(String name) {
    return OnnxFile.read(Source.of(name, FILES.get(name + "/model.onnx")), ExternalData.refused());
  }

  private static Tensor array(String name, String array) {
    byte[] bytes = FILES.get(name + "/" + array);
    return Npy.read(Source.of(array, bytes), 0, bytes.length);
  }

  private static NdArray input(String name, String array) {
    Tensor tensor = array(name, array);
    return NdArray.of(tensor.shape(), tensor.data());
  }

  @ParameterizedTest
  @ValueSource(strings = {"joined", "apart", "before", "hard", "scan", "backward", "while"})
  void runsAsOneGru(String name) {
    OnnxFile file = file(name);
    Map<String, NdArray> inputs = Map.of("x", input(name, "x"), "h", input(name, "h"));
    try (Workspace workspace = Workspace.threads(1)) {
      Map<String, NdArray> found = OnnxModel.of(file).run(workspace, inputs);
      for (String output : new String[] {"y", "hn"}) {
        Tensor expected = array(name, output);
        NdArray.Floats y = (NdArray.Floats) found.get(output);
        assertThat(y.shape()).as(output).isEqualTo(expected.shape());
        assertThat(y.data()).as(output).containsExactly(expected.data(), within(1e-6f));
      }
    }
    OnnxForeign foreign = new OnnxForeign(file, OnnxModelOptions.AS_WRITTEN);
    assertThat(foreign.explain().parts()).hasSize(1);
    assertThat(foreign.explain().notes())
        .anySatisfy(note -> assertThat(note).contains("is a GRU written out"))
        .contains("the graph runs here as a whole");
  }

  /// Found by fuzzing: both inputs of a body under one name.
  @Test
  void inputsOfOneNameAreRefused() {
    byte[] bytes = FILES.get("scan/model.onnx").clone();
    byte[] from = "x_scan_combine_graph_0__subgraph_in".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i + from.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + from.length, from, 0, from.length)) {
        bytes[i] = 'h';
      }
    }
    OnnxFile file = OnnxFile.read(Source.of("twice", bytes), ExternalData.refused());
    assertThatThrownBy(() -> OnnxModel.of(file))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("not of one state over one value");
  }

  /// Found by fuzzing: a node with an output that its body does not make.
  @Test
  void outputsThatNobodyMakesAreRefused() {
    OnnxFile file = file("while");
    List<Node> nodes =
        file.graph().nodes().stream()
            .map(node -> node.type().equals("Loop") ? withOutputs(node, 9) : node)
            .toList();
    Graph graph = file.graph();
    OnnxFile wrong =
        new OnnxFile(
            "",
            "",
            file.opsets(),
            new Graph("", nodes, graph.constants(), graph.inputs(), graph.outputs()),
            Map.of());
    assertThatThrownBy(() -> OnnxModel.of(wrong))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("its body has other inputs or outputs than it");
  }

  private static Node withOutputs(Node node, int count) {
    List<String> outputs = new ArrayList<>(node.outputs());
    while (outputs.size() < count) {
      outputs.add("more-" + outputs.size());
    }
    return new Node(
        node.name(),
        node.type(),
        node.domain(),
        node.inputs(),
        outputs,
        node.attributes(),
        node.source(),
        node.offset());
  }

  @Test
  void theGruIsTakenOut() {
    OnnxFile file = file("joined");
    OnnxForeign foreign = new OnnxForeign(file, OnnxModelOptions.AS_WRITTEN);
    String name = foreign.explain().parts().getFirst().name();
    RecurrentModel gru = StackImport.node(file, OnnxModelOptions.AS_WRITTEN, name);
    GruSpec spec = (GruSpec) gru.spec();
    assertThat(spec.reset()).isEqualTo(Reset.BEFORE_MATMUL);
    assertThat(spec.inputSize()).isEqualTo(3);
    // What counted the steps is gone.
    LoopFusion fusion = LoopFusion.of(file, Fold.constants(file));
    assertThat(fusion.file().graph().nodes().stream().map(Node::type))
        .containsExactly("Transpose", "Reshape", "GRU", "Reshape", "Reshape", "Transpose");
  }

  @ParameterizedTest
  @CsvSource({
    "no-leaky,its state is no mean of old and new",
    "no-residual,its state is no mean of old and new",
    "no-reset,its candidate sees the state past the reset gate",
    "no-first-three,that it runs over all steps cannot be told",
    "no-stale,'is used, which is none of its states'",
    "no-half-backward,in another order than it takes the steps",
  })
  void whatIsNoGruIsRefusedWithTheReason(String name, String reason) {
    assertThatThrownBy(() -> OnnxModel.of(file(name)))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("no GRU written out: ")
        .hasMessageContaining(reason);
  }
}
