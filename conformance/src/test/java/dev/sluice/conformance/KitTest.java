package dev.sluice.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.SafetensorsFile;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.Source;
import dev.sluice.formats.cell.CellActivation;
import dev.sluice.formats.npy.Npz;
import dev.sluice.formats.onnx.Attribute;
import dev.sluice.formats.onnx.ExternalData;
import dev.sluice.formats.onnx.Graph;
import dev.sluice.formats.onnx.NdArray;
import dev.sluice.formats.onnx.OnnxFile;
import dev.sluice.formats.onnx.OnnxWriter;
import dev.sluice.formats.onnx.run.OnnxModel;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// This library passes its own kit, and the kit can see.
class KitTest {
  private static Map<String, NdArray> sluice(byte[] onnx, Map<String, NdArray> inputs) {
    OnnxFile file = OnnxFile.read(Source.of("case.onnx", onnx), ExternalData.refused());
    try (Workspace workspace = Workspace.threads(1)) {
      return OnnxModel.of(file).run(workspace, inputs);
    }
  }

  @Test
  void everyCasePasses() {
    List<KitCase> cases = Kit.cases();
    Verdicts verdicts = Verdicts.of(cases, Map.of("Sluice", KitTest::sluice));
    System.out.println(verdicts.table());
    for (KitCase one : cases) {
      assertThat(sluice(Kit.onnx(one), one.inputs()))
          .as("%s %s", one.id(), one.features())
          .satisfies(found ->
              one.expected()
                  .forEach((name, value) ->
                      assertThat(KitCase.difference(found.get(name), value))
                          .as(name)
                          .isLessThanOrEqualTo(KitCase.TOLERANCE)));
    }
    assertThat(verdicts.passed("Sluice")).isEqualTo(Kit.CASES);
  }

  @Test
  void allAttributesAndActivationsAreThere() {
    Map<String, Integer> features = new HashMap<>();
    Set<CellActivation.Function> functions = EnumSet.noneOf(CellActivation.Function.class);
    for (KitCase one : Kit.cases()) {
      one.features().forEach(feature -> features.merge(feature, 1, Integer::sum));
      one.layers()
          .forEach(layer ->
              layer.activations().forEach(set -> set.forEach(a -> functions.add(a.function()))));
    }
    assertThat(features.keySet())
        .contains(
            "reset before",
            "reset after",
            "direction both",
            "direction backward",
            "clip",
            "layout 1",
            "sequence_lens",
            "length 0 (extension)",
            "initial states",
            "peepholes",
            "input_forget",
            "two layers",
            "no bias");
    assertThat(features.values()).allMatch(count -> count >= 5);
    assertThat(functions).hasSize(CellActivation.Function.values().length);
  }

  /// A runtime that takes the other reset position, or changes z's meaning, fails every GRU case
  /// that could show it.
  @Test
  void theOtherResetPositionIsSeen() {
    int seen = 0;
    int gru = 0;
    for (KitCase one : Kit.cases()) {
      if (!one.features().contains("GRU")) {
        continue;
      }
      gru++;
      KitCase other = flipped(one);
      seen += one.passes(sluice(Kit.onnx(other), one.inputs())) ? 0 : 1;
    }
    assertThat(gru).isGreaterThan(200);
    assertThat(seen).isEqualTo(gru);
  }

  private static KitCase flipped(KitCase one) {
    var nodes =
        one.file().graph().nodes().stream()
            .map(node -> {
              Map<String, Attribute> attributes = new HashMap<>(node.attributes());
              if (attributes.remove("linear_before_reset") == null) {
                attributes.put("linear_before_reset", new Attribute.Int(1));
              }
              return node.type().equals("GRU")
                  ? OnnxWriter.node(node.type(), node.inputs(), node.outputs(), attributes)
                  : node;
            })
            .toList();
    var graph = one.file().graph();
    var changed =
        new Graph(graph.name(), nodes, graph.constants(), graph.inputs(), graph.outputs());
    OnnxFile file =
        new OnnxFile(
            one.file().producer(),
            one.file().producerVersion(),
            one.file().opsets(),
            changed,
            Map.of());
    return new KitCase(
        one.id(), one.features(), one.layers(), one.weights(), file, one.inputs(), one.expected());
  }

  @Test
  void theFilesHoldTheCase(@TempDir Path folder) throws Exception {
    KitCase one = Kit.cases().get(1);
    Kit.write(one, folder);
    Map<String, Tensor> values = Npz.read(folder.resolve("001.npz"));
    assertThat(values.get("in.X").data())
        .isEqualTo(((NdArray.Floats) one.inputs().get("X")).data());
    assertThat(values.get("out.Y").data())
        .isEqualTo(((NdArray.Floats) one.expected().get("Y")).data());
    assertThat(SafetensorsFile.read(folder.resolve("001.safetensors")).tensors())
        .containsKeys("W0", "R0");
  }
}
