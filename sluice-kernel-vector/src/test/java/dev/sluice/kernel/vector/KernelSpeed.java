package dev.sluice.kernel.vector;

import com.sun.management.ThreadMXBean;
import dev.sluice.kernel.Kernels;
import dev.sluice.kernel.ScalarKernels;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import jdk.incubator.vector.FloatVector;

/// Not a test: prints what the kernels reach on this machine, beside the peak of its multiply-adds.
///
/// Rounds are interleaved, so that a noisy neighbour hits all lines alike; medians are printed. The
/// command stands in `docs/performance.md`.
final class KernelSpeed {
  /// The thread's processor time: what other processes take away does not count.
  private static final ThreadMXBean CLOCK = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final int ROUNDS = 15;
  private static final long ROUND_NANOS = 20_000_000;

  private KernelSpeed() {}

  private record Line(String label, double work, String unit, Runnable once, List<Double> rates) {
    Line(String label, double work, String unit, Runnable once) {
      this(label, work, unit, once, new ArrayList<>());
    }

    /// Long enough for the compiler's last tier to take over the whole method.
    void warmUp() {
      long start = System.nanoTime();
      for (int i = 0; i < 3000 && System.nanoTime() - start < 2_000_000_000; i++) {
        once.run();
      }
    }

    void round() {
      long start = CLOCK.getCurrentThreadCpuTime();
      long passed;
      int times = 0;
      do {
        for (int i = 0; i < 8; i++) {
          once.run();
        }
        times += 8;
        passed = CLOCK.getCurrentThreadCpuTime() - start;
      } while (passed < ROUND_NANOS);
      rates.add(work * times / passed);
    }

    /// What one run allocates: more than nothing means vectors that left their registers.
    long bytes() {
      long before = CLOCK.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 16; i++) {
        once.run();
      }
      return (CLOCK.getCurrentThreadAllocatedBytes() - before) / 16;
    }

    double median() {
      double[] sorted = rates.stream().mapToDouble(d -> d).sorted().toArray();
      return sorted[sorted.length / 2];
    }
  }

  public static void main(String[] args) {
    String only = args.length > 0 ? args[0] : "";
    Random random = new Random(1);
    Kernels vector = new VectorKernels();
    Kernels scalar = new ScalarKernels();
    List<Line> lines = new ArrayList<>();
    float[] sink = new float[vector.lanes()];
    lines.add(
        new Line(
            "peak of fma", 2.0 * 14 * 1024 * vector.lanes(), "GFLOP/s", () -> peak(1024, sink)));
    int[][] shapes = {
      {8, 32, 256},
      {32, 768, 256},
      {64, 768, 256},
      {96, 768, 256},
      {32, 768, 384},
      {32, 1536, 512},
      {64, 3072, 1024},
      {768, 768, 768},
      {3200, 768, 128},
      {5, 768, 256},
      {2, 768, 256},
      {32, 384, 128},
      {32, 100, 100},
      {1, 384, 128},
      {1, 768, 256},
      {1, 768, 384},
      {1, 1536, 768}
    };
    for (int[] s : shapes) {
      lines.add(gemm(vector, s[0], s[1], s[2], random));
    }
    lines.add(gemm(scalar, 32, 768, 256, random));
    lines.add(gemm(scalar, 1, 768, 256, random));
    float[] x = floats(4096, random);
    float[] y = new float[4096];
    for (Kernels k : List.of(vector, scalar)) {
      lines.add(new Line(k.name() + " exp", 4096, "G/s", () -> k.exp(4096, x, 0, y, 0)));
      lines.add(new Line(k.name() + " log", 4096, "G/s", () -> k.log(4096, x, 0, y, 0)));
      lines.add(new Line(k.name() + " tanh", 4096, "G/s", () -> k.tanh(4096, x, 0, y, 0)));
      lines.add(new Line(k.name() + " sigmoid", 4096, "G/s", () -> k.sigmoid(4096, x, 0, y, 0)));
      lines.add(new Line(k.name() + " sum", 4096, "G/s", () -> sink[0] = k.sum(4096, x, 0)));
      lines.add(new Line(k.name() + " dot", 4096, "G/s", () -> sink[0] = k.dot(4096, x, 0, y, 0)));
      lines.add(new Line(k.name() + " max", 4096, "G/s", () -> sink[0] = k.max(4096, x, 0)));
      lines.add(cell(k, 32, 256, random));
      lines.add(cellBefore(k, 32, 256, random));
      lines.add(cellBackward(k, 32, 256, random));
      lines.add(lstm(k, 32, 256, random));
      lines.add(cell(k, 32, 100, random));
    }
    float[] big = floats(768 * 256, random);
    float[] packed = new float[768 * 256];
    lines.add(
        new Line(
            "vector packColumns [256,768]",
            768 * 256,
            "G/s",
            () -> vector.packColumns(256, 768, big, 0, 768, 1, packed, 0)));
    lines.add(
        new Line(
            "vector packColumns, transposed",
            768 * 256,
            "G/s",
            () -> vector.packColumns(256, 768, big, 0, 1, 256, packed, 0)));
    lines.add(
        new Line(
            "vector packRows [32,256]",
            32 * 256,
            "G/s",
            () -> vector.packRows(32, 256, big, 0, 256, 1, packed, 0)));
    lines.add(
        new Line(
            "vector packRows, transposed",
            32 * 256,
            "G/s",
            () -> vector.packRows(32, 256, big, 0, 1, 32, packed, 0)));
    lines.removeIf(l -> !l.label.contains(only) && !l.label.contains("peak"));
    lines.forEach(Line::warmUp);
    for (int i = 0; i < ROUNDS; i++) {
      lines.forEach(Line::round);
    }
    double peak = lines.get(0).median();
    for (Line line : lines) {
      double median = line.median();
      long bytes = line.bytes();
      String boxed = bytes == 0 ? "" : "  allocates %d bytes".formatted(bytes);
      String ratio = line.unit.equals("GFLOP/s") ? " %5.1f %%".formatted(100 * median / peak) : "";
      double micros = line.work / median / 1000;
      System.out.printf(
          Locale.ROOT,
          "%-36s %9.2f %-8s %10.2f us%s%s%n",
          line.label,
          median,
          line.unit,
          micros,
          ratio,
          boxed);
    }
  }

  /// Fourteen independent sums that never leave their registers.
  private static void peak(int steps, float[] sink) {
    var s = FloatVector.SPECIES_PREFERRED;
    FloatVector m = FloatVector.broadcast(s, 0.999f);
    FloatVector b = FloatVector.broadcast(s, 0.001f);
    FloatVector a0 = FloatVector.broadcast(s, sink[0] * 0.5f),
        a1 = a0.add(1f),
        a2 = a0.add(2f),
        a3 = a0.add(3f);
    FloatVector a4 = a0.add(4f), a5 = a0.add(5f), a6 = a0.add(6f), a7 = a0.add(7f), a8 = a0.add(8f);
    FloatVector a9 = a0.add(9f),
        a10 = a0.add(10f),
        a11 = a0.add(11f),
        a12 = a0.add(12f),
        a13 = a0.add(13f);
    for (int i = 0; i < steps; i++) {
      a0 = a0.fma(m, b);
      a1 = a1.fma(m, b);
      a2 = a2.fma(m, b);
      a3 = a3.fma(m, b);
      a4 = a4.fma(m, b);
      a5 = a5.fma(m, b);
      a6 = a6.fma(m, b);
      a7 = a7.fma(m, b);
      a8 = a8.fma(m, b);
      a9 = a9.fma(m, b);
      a10 = a10.fma(m, b);
      a11 = a11.fma(m, b);
      a12 = a12.fma(m, b);
      a13 = a13.fma(m, b);
    }
    a0.add(a1)
        .add(a2)
        .add(a3)
        .add(a4)
        .add(a5)
        .add(a6)
        .add(a7)
        .add(a8)
        .add(a9)
        .add(a10)
        .add(a11)
        .add(a12)
        .add(a13)
        .intoArray(sink, 0);
  }

  private static Line gemm(Kernels k, int m, int n, int depth, Random random) {
    float[] a = floats(m * depth, random);
    float[] b = floats(depth * n, random);
    float[] c = new float[m * n];
    float[] pa = new float[m * depth];
    float[] pb = new float[k.packedColumnsSize(depth, n)];
    k.packRows(m, depth, a, 0, depth, 1, pa, 0);
    k.packColumns(depth, n, b, 0, n, 1, pb, 0);
    Runnable once = () -> k.gemm(m, n, depth, pa, 0, pb, 0, c, 0, n);
    return new Line(
        k.name() + " gemm " + m + "x" + n + "x" + depth, 2.0 * m * n * depth, "GFLOP/s", once);
  }

  private static Line cell(Kernels k, int rows, int hidden, Random random) {
    float[] pre = floats(rows * 3 * hidden, random);
    float[] gates = pre.clone();
    float[] u = floats(rows * hidden, random);
    float[] h = floats(rows * hidden, random);
    Runnable once =
        () -> {
          System.arraycopy(pre, 0, gates, 0, pre.length);
          k.gruAfter(rows, hidden, gates, 0, u, 0, h, 0, h, 0);
        };
    return new Line(k.name() + " gruAfter " + rows + "x" + hidden, rows * hidden, "Gunit/s", once);
  }

  private static Line cellBefore(Kernels k, int rows, int hidden, Random random) {
    float[] pre = floats(rows * 3 * hidden, random);
    float[] gates = pre.clone();
    float[] rh = new float[rows * hidden];
    float[] h = floats(rows * hidden, random);
    Runnable once =
        () -> {
          System.arraycopy(pre, 0, gates, 0, pre.length);
          k.gruBeforeReset(rows, hidden, gates, 0, h, 0, rh, 0);
          k.gruBeforeUpdate(rows, hidden, gates, 0, h, 0, h, 0);
        };
    return new Line(k.name() + " gruBefore " + rows + "x" + hidden, rows * hidden, "Gunit/s", once);
  }

  private static Line cellBackward(Kernels k, int rows, int hidden, Random random) {
    float[] gates = floats(rows * 3 * hidden, random);
    float[] dGates = new float[rows * 3 * hidden];
    float[] u = floats(rows * hidden, random);
    float[] du = new float[rows * hidden];
    float[] h = floats(rows * hidden, random);
    float[] delta = floats(rows * hidden, random);
    float[] dh = delta.clone();
    Runnable once =
        () -> {
          System.arraycopy(delta, 0, dh, 0, dh.length);
          k.gruAfterBackward(rows, hidden, gates, 0, u, 0, h, 0, dh, 0, dGates, 0, du, 0);
        };
    return new Line(
        k.name() + " gruAfterBackward " + rows + "x" + hidden, rows * hidden, "Gunit/s", once);
  }

  private static Line lstm(Kernels k, int rows, int hidden, Random random) {
    float[] pre = floats(rows * 4 * hidden, random);
    float[] gates = pre.clone();
    float[] c = floats(rows * hidden, random);
    float[] tc = new float[rows * hidden];
    float[] h = new float[rows * hidden];
    Runnable once =
        () -> {
          System.arraycopy(pre, 0, gates, 0, pre.length);
          k.lstm(rows, hidden, gates, 0, c, 0, c, 0, tc, 0, h, 0);
        };
    return new Line(k.name() + " lstm " + rows + "x" + hidden, rows * hidden, "Gunit/s", once);
  }

  private static float[] floats(int n, Random random) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = random.nextFloat() * 2 - 1;
    }
    return x;
  }
}
