package dev.sluice.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Shape;
import dev.sluice.formats.Source;
import dev.sluice.formats.onnx.ExternalData;
import dev.sluice.formats.onnx.Graph;
import dev.sluice.formats.onnx.NdArray;
import dev.sluice.formats.onnx.Node;
import dev.sluice.formats.onnx.OnnxFile;
import dev.sluice.formats.onnx.OnnxWriter;
import dev.sluice.formats.onnx.RecurrentNode;
import dev.sluice.formats.onnx.ValueInfo;
import dev.sluice.formats.onnx.run.OnnxModel;
import dev.sluice.formats.onnx.stack.StackImport;
import dev.sluice.testing.RandomSeed;
import dev.sluice.testing.SharedData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A published speech enhancer (GTCRN, Rong et al. 2024): each GRU node by itself, and the whole
/// graph frame by frame.
class OracleGtcrnTest {
  private static final int FLOAT = 1;

  private static OnnxFile file() {
    return OnnxFile.read(SharedData.require("models/gtcrn/gtcrn_simple.onnx"));
  }

  @Test
  void eachGruNodeComputesWhatOnnxRuntimeDoes() throws Exception {
    OnnxFile file = file();
    Random random = new Random(RandomSeed.forClass(OracleGtcrnTest.class));
    List<RecurrentNode> nodes = StackImport.nodes(file);
    assertThat(nodes).hasSize(14);
    float most = 0;
    for (RecurrentNode node : nodes) {
      most = Math.max(most, single(file, node, random));
    }
    System.out.println("14 GRU nodes of GTCRN: within " + most);
  }

  /// The node alone in a graph, its weights constants, all else given.
  private static float single(OnnxFile file, RecurrentNode recurrent, Random random)
      throws Exception {
    Node node = recurrent.node();
    Map<String, NdArray> constants = new LinkedHashMap<>();
    for (int i = 1; i <= 3; i++) {
      constants.put(
          node.input(i), dev.sluice.formats.onnx.run.Fold.constants(file).get(node.input(i)));
    }
    NdArray w = constants.get(node.input(1));
    NdArray r = constants.get(node.input(2));
    int directions = w.shape().dim(0);
    int hidden = r.shape().dim(2);
    int features = w.shape().dim(2);
    String f = Integer.toString(features);
    String d = Integer.toString(directions);
    String h = Integer.toString(hidden);
    List<ValueInfo> inputs = new ArrayList<>();
    inputs.add(new ValueInfo(node.input(0), FLOAT, List.of("t", "b", f)));
    Map<String, NdArray> given = new LinkedHashMap<>();
    given.put(node.input(0), OracleNetworksTest.random(random, 1, 7, 3, features));
    if (!node.input(5).isEmpty()) {
      inputs.add(new ValueInfo(node.input(5), FLOAT, List.of(d, "b", h)));
      given.put(node.input(5), OracleNetworksTest.random(random, 0.5f, directions, 3, hidden));
    }
    List<ValueInfo> outputs = new ArrayList<>();
    for (String output : node.outputs()) {
      if (!output.isEmpty()) {
        outputs.add(new ValueInfo(output, FLOAT, List.of()));
      }
    }
    Graph graph = new Graph("one", List.of(node), constants, inputs, outputs.subList(0, 1));
    byte[] bytes = OnnxWriter.write(new OnnxFile("test", "", file.opsets(), graph, Map.of()), 6);
    OnnxModel own =
        OnnxModel.of(OnnxFile.read(Source.of("one.onnx", bytes), ExternalData.refused()));
    try (Ort ort = new Ort(bytes);
        Workspace workspace = Workspace.threads(1)) {
      Map<String, NdArray> expected = ort.run(given);
      Map<String, NdArray> found = own.run(workspace, given);
      String y = outputs.getFirst().name();
      float difference = Ort.difference(found.get(y), expected.get(y));
      assertThat(difference).as(node.toString()).isLessThan(1e-5f);
      return difference;
    }
  }

  @Test
  void theWholeGraphEnhancesASpokenSentence() throws Exception {
    Path path = SharedData.require("models/gtcrn/gtcrn_simple.onnx");
    float[] samples = Wav.read(SharedData.require("models/gtcrn/mix.wav"));
    OnnxModel own = OnnxModel.of(OnnxFile.read(path));
    double seconds = samples.length / 16_000.0;
    try (Ort ort = new Ort(Files.readAllBytes(path));
        Workspace workspace = Workspace.threads(1)) {
      Enhancer theirs = ort::run;
      for (int pass = 1; pass <= 3; pass++) {
        Sentence found = enhance(samples, inputs -> own.run(workspace, inputs));
        Sentence expected = enhance(samples, theirs);
        float outputs = 0;
        for (int t = 0; t < found.frames.size(); t++) {
          for (Map.Entry<String, NdArray> output : expected.frames.get(t).entrySet()) {
            NdArray own1 = found.frames.get(t).get(output.getKey());
            outputs = Math.max(outputs, Ort.difference(own1, output.getValue()));
          }
        }
        float wav = 0;
        for (int i = 0; i < samples.length; i++) {
          wav = Math.max(wav, Math.abs(found.samples[i] - expected.samples[i]));
        }
        System.out.printf(
            "GTCRN, %.1f s of speech, pass %d: outputs within %s, samples within %s; times real"
                + " time: %.1f, ONNX Runtime %.1f%n",
            seconds, pass, outputs, wav, seconds / found.seconds, seconds / expected.seconds);
        assertThat(outputs).isLessThan(1e-4f);
        assertThat(wav).isLessThan(1e-4f);
      }
    }
  }

  private interface Enhancer {
    Map<String, NdArray> run(Map<String, NdArray> inputs) throws Exception;
  }

  /// All outputs by frame, what can be heard, and the time in the graph.
  private record Sentence(List<Map<String, NdArray>> frames, float[] samples, double seconds) {}

  /// Frame after frame, each from the caches that the one before left.
  private static Sentence enhance(float[] samples, Enhancer enhancer) throws Exception {
    List<Map<String, NdArray>> all = new ArrayList<>();
    float[] heard = new float[samples.length];
    Map<String, NdArray> state = zeroState();
    long time = 0;
    for (int t = 0; t < Stft.frames(samples.length); t++) {
      Map<String, NdArray> inputs = new LinkedHashMap<>(state);
      inputs.put("mix", NdArray.of(Shape.of(1, 257, 1, 2), Stft.forward(samples, t)));
      long start = System.nanoTime();
      Map<String, NdArray> found = enhancer.run(inputs);
      time += System.nanoTime() - start;
      all.add(found);
      Stft.backward(((NdArray.Floats) Objects.requireNonNull(found.get("enh"))).data(), t, heard);
      state = next(found);
    }
    return new Sentence(all, heard, time * 1e-9);
  }

  private static Map<String, NdArray> zeroState() {
    Map<String, NdArray> state = new LinkedHashMap<>();
    state.put("conv_cache", zeros(2, 1, 16, 16, 33));
    state.put("tra_cache", zeros(2, 3, 1, 1, 16));
    state.put("inter_cache", zeros(2, 1, 33, 16));
    return state;
  }

  private static NdArray zeros(int... dims) {
    return NdArray.of(Shape.of(dims), new float[Shape.of(dims).size()]);
  }

  private static Map<String, NdArray> next(Map<String, NdArray> outputs) {
    Map<String, NdArray> state = new LinkedHashMap<>();
    for (String name : List.of("conv_cache", "tra_cache", "inter_cache")) {
      state.put(name, outputs.get(name + "_out"));
    }
    return state;
  }
}
