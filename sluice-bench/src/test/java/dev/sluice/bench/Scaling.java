package dev.sluice.bench;

import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.LstmSpec;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.nn.RnnSpec;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.kernel.CheckedKernels;
import dev.sluice.kernel.KernelChoice;
import dev.sluice.kernel.ScalarKernels;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// How the forward pass of frozen stacks grows with steps, batch, size, layers and threads, as
/// tables and a picture; and what other cells and the scalar kernels reach.
///
/// ```
/// mvn … -Dbench.main=dev.sluice.bench.Scaling -Dbench=PICTURE.svg
/// ```
public final class Scaling {
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private static final int[] THREADS = {1, 2};

  private Scaling() {}

  /// @param args where the picture goes
  public static void main(String[] args) throws IOException {
    CheckedKernels kernels = KernelChoice.current().kernels();
    cells(kernels);
    List<LogChart> charts = new ArrayList<>();
    charts.add(
        chart(
            kernels,
            "steps T (I 128, H 256, B 32)",
            new int[] {10, 30, 100, 300, 1000},
            t -> new Point(GruSpec.of(128, 256), 32, t)));
    charts.add(
        chart(
            kernels,
            "sequences B (I 128, H 256, T 100)",
            new int[] {1, 2, 4, 8, 16, 32, 64, 128},
            b -> new Point(GruSpec.of(128, 256), b, 100)));
    charts.add(
        chart(
            kernels,
            "size H (I H/2, B 32, T 100)",
            new int[] {32, 64, 128, 256, 512, 1024},
            h -> new Point(GruSpec.of(h / 2, h), 32, 100)));
    charts.add(
        chart(
            kernels,
            "layers (I 128, H 256, B 32, T 100)",
            new int[] {1, 2, 4, 8},
            l -> new Point(GruSpec.of(128, 256).layers(l), 32, 100)));
    Files.writeString(Path.of(args[0]), LogChart.picture(charts));
  }

  private record Point(RecurrentSpec<?> spec, int batch, int steps) {
    double flops(int gates) {
      int h = spec.hiddenSize();
      double columns = 0;
      for (int layer = 0; layer < spec.topology().layers(); layer++) {
        columns += (layer == 0 ? spec.inputSize() : h) + h;
      }
      return 2.0 * gates * h * columns * batch * steps;
    }
  }

  private interface Points {
    Point at(int value);
  }

  private static LogChart chart(CheckedKernels kernels, String title, int[] xs, Points points) {
    OUT.println("| " + title + " | ms, 1 thread | ms, 2 threads | ratio | GFLOP/s |");
    OUT.println("|---|---|---|---|---|");
    double[][] ms = new double[THREADS.length][xs.length];
    for (int i = 0; i < xs.length; i++) {
      Point point = points.at(xs[i]);
      for (int t = 0; t < THREADS.length; t++) {
        ms[t][i] = milliseconds(kernels, point, THREADS[t]);
      }
      OUT.printf(
          Locale.ROOT,
          "| %d | %.3g | %.3g | %.2f | %.1f |%n",
          xs[i],
          ms[0][i],
          ms[1][i],
          ms[0][i] / ms[1][i],
          point.flops(3) / ms[0][i] / 1e6);
    }
    OUT.println();
    double[] x = Arrays.stream(xs).asDoubleStream().toArray();
    return new LogChart(
        title,
        List.of(new LogChart.Line("1 thread", x, ms[0]), new LogChart.Line("2 threads", x, ms[1])));
  }

  /// Of each cell its own operations: three gates, four, or none.
  private static void cells(CheckedKernels kernels) {
    OUT.println("| B 32, T 100 | GFLOP/s | of the peak |");
    OUT.println("|---|---|---|");
    Peak peak = new Peak();
    for (int h : new int[] {256, 512}) {
      cell(kernels, peak, GruSpec.of(h / 2, h), 3);
      cell(kernels, peak, GruSpec.pytorch(h / 2, h), 3);
      cell(kernels, peak, LstmSpec.of(h / 2, h), 4);
      cell(kernels, peak, RnnSpec.of(h / 2, h), 1);
    }
    cell(CheckedKernels.of(new ScalarKernels()), peak, GruSpec.of(128, 256), 3);
    OUT.println();
  }

  private static void cell(CheckedKernels kernels, Peak peak, RecurrentSpec<?> spec, int gates) {
    Point point = new Point(spec, 32, 100);
    peak.measure();
    double rate = point.flops(gates) / milliseconds(kernels, point, 1) / 1e6;
    peak.measure();
    String reset = spec instanceof GruSpec gru ? ", reset " + gru.reset() : "";
    OUT.printf(
        Locale.ROOT,
        "| %s H %d%s, %s kernels | %.1f | %.1f %% |%n",
        spec.cell(),
        spec.hiddenSize(),
        reset,
        kernels.name(),
        rate,
        100 * rate / peak.best());
  }

  /// The median of at least nine runs, after a warm-up of a second.
  private static double milliseconds(CheckedKernels kernels, Point point, int threads) {
    Recurrent built = Recurrent.create(point.spec, Parameters.initialised(Seed.of(1)).root());
    Parameters frozen = built.parameters().values().iterator().next().owner().freeze();
    Recurrent stack = Recurrent.create(point.spec, frozen.root());
    Tensor values = Tensor.zeros(point.batch * point.steps, point.spec.inputSize());
    for (int i = 0; i < values.data().length; i++) {
      values.data()[i] = Seed.of(3).uniform(i) - 0.5f;
    }
    Seq x = Seq.packed(values, Lengths.equal(point.batch, point.steps));
    List<Double> times = new ArrayList<>();
    try (Workspace workspace = Workspace.of(threads, kernels)) {
      long begin = System.nanoTime();
      for (long now = begin; times.size() < 9 || now - begin < 2_000_000_000L; ) {
        long start = now;
        try (Tape tape = workspace.inference()) {
          stack.forward(tape.seq(x));
        }
        now = System.nanoTime();
        if (now - begin > 1_000_000_000L) {
          times.add((now - start) * 1e-6);
        }
      }
    }
    return times.stream().sorted().skip(times.size() / 2).findFirst().orElseThrow();
  }
}
