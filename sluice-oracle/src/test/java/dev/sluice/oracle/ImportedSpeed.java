package dev.sluice.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.RecurrentModel;
import dev.sluice.core.nn.Bias;
import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.LstmSpec;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.Source;
import dev.sluice.formats.onnx.ExternalData;
import dev.sluice.formats.onnx.NdArray;
import dev.sluice.formats.onnx.OnnxFile;
import dev.sluice.formats.onnx.OnnxModelOptions;
import dev.sluice.formats.onnx.run.OnnxModel;
import dev.sluice.formats.onnx.stack.Opset;
import dev.sluice.formats.onnx.stack.StackExport;
import dev.sluice.formats.onnx.stack.StackImport;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/// A network of ours, the same after a trip through ONNX, the file run as a graph, and the file in
/// ONNX Runtime, timed in turns on one thread. Prints a table, asserts no time:
///
/// ```
/// mvn -Poracle -pl sluice-oracle -am verify -DskipITs -Dtest=ImportedSpeed -Dsurefire.failIfNoSpecifiedTests=false
/// ```
class ImportedSpeed {
  private static final int STEPS = 100;
  private static final int ROUNDS = 101;

  /// Nanoseconds that each runs before it is timed.
  private static final long WARMING = 2_000_000_000L;

  @Test
  void table() throws Exception {
    System.out.println("ms for " + STEPS + " steps, one thread, median of " + ROUNDS + " (least)");
    System.out.println("| network | batch | ours | imported | as a graph | ONNX Runtime |");
    System.out.println("|---|---|---|---|---|---|");
    for (int batch : new int[] {1, 32}) {
      row("GRU 64", GruSpec.pytorch(64, 64), batch);
      row("GRU 256", GruSpec.pytorch(256, 256), batch);
      row("GRU 256, reset before", GruSpec.of(256, 256), batch);
      row(
          "GRU 128, 2 layers, both directions",
          GruSpec.pytorch(64, 128).layers(2).direction(Direction.BOTH),
          batch);
      row("LSTM 256", LstmSpec.of(256, 256).bias(Bias.DOUBLE), batch);
    }
  }

  private static void row(String name, RecurrentSpec<?> spec, int batch) throws Exception {
    Random random = new Random(1);
    Parameters parameters = Parameters.initialised(Seed.of(1));
    Recurrent stack = Recurrent.create(spec, parameters.root());
    RecurrentModel ours = RecurrentModel.freeze(stack);
    byte[] bytes = StackExport.write(ours, Opset.V14);
    OnnxFile file = OnnxFile.read(Source.of("made.onnx", bytes), ExternalData.refused());
    RecurrentModel imported = StackImport.read(file, OnnxModelOptions.AS_WRITTEN);
    OnnxModel graph = OnnxModel.of(file);
    float[] values = new float[STEPS * batch * spec.inputSize()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    Shape shape = Shape.of(STEPS, batch, spec.inputSize());
    Seq x =
        Seq.packed(
            Tensor.of(Shape.of(STEPS * batch, spec.inputSize()), values),
            Lengths.equal(batch, STEPS));
    Map<String, NdArray> inputs = new LinkedHashMap<>();
    inputs.put("x", NdArray.of(shape, values));
    int states = spec.stateSize() / spec.planes() / spec.hiddenSize();
    Shape state = Shape.of(states, batch, spec.hiddenSize());
    inputs.put("initial_h", NdArray.of(state, new float[state.size()]));
    if (spec.planes() == 2) {
      inputs.put("initial_c", NdArray.of(state, new float[state.size()]));
    }
    try (Workspace workspace = Workspace.threads(1);
        Ort ort = new Ort(bytes)) {
      Map<String, Callable<float[]>> contestants = new LinkedHashMap<>();
      contestants.put("ours", () -> run(ours, workspace, x));
      contestants.put("imported", () -> run(imported, workspace, x));
      contestants.put("graph", () -> floats(graph.run(workspace, inputs)));
      contestants.put("ort", () -> floats(ort.run(inputs)));
      float[] expected = contestants.get("ours").call();
      Map<String, double[]> times = new LinkedHashMap<>();
      for (Map.Entry<String, Callable<float[]>> each : contestants.entrySet()) {
        assertThat(difference(each.getValue().call(), expected)).isLessThan(1e-4f);
        long end = System.nanoTime() + WARMING;
        while (System.nanoTime() < end) {
          each.getValue().call();
        }
        times.put(each.getKey(), new double[ROUNDS]);
      }
      for (int round = 0; round < ROUNDS; round++) {
        for (Map.Entry<String, Callable<float[]>> each : contestants.entrySet()) {
          long start = System.nanoTime();
          each.getValue().call();
          times.get(each.getKey())[round] = (System.nanoTime() - start) / 1e6;
        }
      }
      StringBuilder row = new StringBuilder("| " + name + " | " + batch + " |");
      for (double[] each : times.values()) {
        Arrays.sort(each);
        row.append(String.format(Locale.ROOT, " %.2f (%.2f) |", each[ROUNDS / 2], each[0]));
      }
      System.out.println(row);
    }
  }

  private static float[] run(RecurrentModel model, Workspace workspace, Seq x) {
    try (Tape tape = workspace.inference()) {
      return model.stack().forward(tape.seq(x)).rows().copy().data();
    }
  }

  private static float[] floats(Map<String, NdArray> outputs) {
    return ((NdArray.Floats) outputs.get("y")).data();
  }

  private static float difference(float[] found, float[] expected) {
    assertThat(found).hasSameSizeAs(expected);
    float most = 0;
    for (int i = 0; i < expected.length; i++) {
      most = Math.max(most, Math.abs(found[i] - expected[i]));
    }
    return most;
  }
}
