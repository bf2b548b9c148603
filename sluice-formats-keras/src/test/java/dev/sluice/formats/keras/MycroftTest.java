package dev.sluice.formats.keras;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.tensor.Layout;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.Source;
import dev.sluice.formats.keras.hdf.HdfGroup;
import dev.sluice.testing.SharedData;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Mycroft's wake word, a file of Keras 2.1: GRU(20) with the reset before the product, hard
/// sigmoid gates and a linear candidate, then a Dense; beside an evaluation in double from the raw
/// arrays.
class MycroftTest {
  private static final int BATCH = 16;
  private static final int STEPS = 29;
  private static final int INPUTS = 13;
  private static final int UNITS = 20;

  @Test
  void computesWhatTheFileSays() {
    Path path = SharedData.require("models/mycroft/hey-mycroft.net");
    float[] x = new float[BATCH * STEPS * INPUTS];
    for (int i = 0; i < x.length; i++) {
      x[i] = Seed.of(11).normal(i);
    }
    double[][] states = states(HdfGroup.root(Source.read(path)), x);
    double[] expected = probabilities(HdfGroup.root(Source.read(path)), states);
    assertStates(path, x, states);
    KerasModel model = KerasModel.read(path);
    assertThat(model.layers()).containsExactly("net", "dense_1");
    try (Workspace workspace = Workspace.threads(1)) {
      Tensor y = model.run(workspace, Tensor.of(Shape.of(BATCH, STEPS, INPUTS), x));
      double worst = 0;
      // Noise is no wake word: the probabilities are small, so their relative error is looked at.
      for (int b = 0; b < BATCH; b++) {
        worst = Math.max(worst, Math.abs(y.data()[b] - expected[b]) / expected[b]);
      }
      System.out.printf("Mycroft, probabilities: %.1e of those in double, relatively%n", worst);
      assertThat(worst).isLessThan(1e-5);
    }
    assertThat(Arrays.stream(expected).max().orElseThrow())
        .isGreaterThan(5 * Arrays.stream(expected).min().orElseThrow());
  }

  /// The GRU alone, as a stack of sluice-core: its last states.
  private static void assertStates(Path path, float[] x, double[][] expected) {
    Recurrent stack = new KerasForeign(KerasFile.read(path)).stack("net").stack();
    Tensor padded = Tensor.of(Shape.of(BATCH, STEPS, INPUTS), x);
    try (Workspace workspace = Workspace.threads(1);
        Tape tape = workspace.inference()) {
      Seq packed = Seq.fromPadded(padded, Layout.BATCH_MAJOR, Lengths.equal(BATCH, STEPS));
      Seq outputs = stack.forward(tape.seq(packed)).copy();
      double worst = 0;
      for (int b = 0; b < BATCH; b++) {
        int row = outputs.lengths().row(b, STEPS - 1);
        for (int j = 0; j < UNITS; j++) {
          double found = outputs.rows().data()[row * UNITS + j];
          double scale = Math.max(1, Math.abs(expected[b][j]));
          worst = Math.max(worst, Math.abs(found - expected[b][j]) / scale);
        }
      }
      System.out.printf("Mycroft, states: %.1e%n", worst);
      assertThat(worst).isLessThan(1e-5);
    }
  }

  private static double[][] states(HdfGroup root, float[] x) {
    HdfGroup net = root.group("model_weights").orElseThrow().group("net").orElseThrow();
    Tensor w = named(net, "/kernel:0");
    Tensor u = named(net, "recurrent_kernel:0");
    Tensor b = named(net, "bias:0");
    double[][] states = new double[BATCH][];
    for (int i = 0; i < BATCH; i++) {
      double[] h = new double[UNITS];
      for (int t = 0; t < STEPS; t++) {
        h = step(x, (i * STEPS + t) * INPUTS, h, w, u, b);
      }
      states[i] = h;
    }
    return states;
  }

  private static double[] probabilities(HdfGroup root, double[][] states) {
    HdfGroup dense = root.group("model_weights").orElseThrow().group("dense_1").orElseThrow();
    Tensor d = named(dense, "/kernel:0");
    Tensor e = named(dense, "bias:0");
    double[] out = new double[BATCH];
    for (int i = 0; i < BATCH; i++) {
      double sum = e.data()[0];
      for (int j = 0; j < UNITS; j++) {
        sum += states[i][j] * d.data()[j];
      }
      out[i] = 1 / (1 + Math.exp(-sum));
    }
    return out;
  }

  private static Tensor named(HdfGroup group, String end) {
    return group.texts("weight_names").orElseThrow().stream()
        .filter(name -> name.endsWith(end))
        .findFirst()
        .map(group::tensor)
        .orElseThrow();
  }

  private static double[] step(float[] x, int at, double[] h, Tensor w, Tensor u, Tensor b) {
    double[] z = gate(x, at, h, w, u, b, 0);
    double[] r = gate(x, at, h, w, u, b, 1);
    double[] kept = new double[UNITS];
    for (int j = 0; j < UNITS; j++) {
      kept[j] = hard(r[j]) * h[j];
    }
    double[] candidate = gate(x, at, kept, w, u, b, 2);
    double[] next = new double[UNITS];
    for (int j = 0; j < UNITS; j++) {
      next[j] = hard(z[j]) * h[j] + (1 - hard(z[j])) * candidate[j];
    }
    return next;
  }

  private static double[] gate(
      float[] x, int at, double[] h, Tensor w, Tensor u, Tensor b, int block) {
    double[] out = new double[UNITS];
    for (int j = 0; j < UNITS; j++) {
      int column = block * UNITS + j;
      out[j] = b.data()[column];
      for (int i = 0; i < INPUTS; i++) {
        out[j] += x[at + i] * (double) w.data()[i * 3 * UNITS + column];
      }
      for (int i = 0; i < UNITS; i++) {
        out[j] += h[i] * u.data()[i * 3 * UNITS + column];
      }
    }
    return out;
  }

  private static double hard(double x) {
    return Math.max(0, Math.min(1, 0.2 * x + 0.5));
  }
}
