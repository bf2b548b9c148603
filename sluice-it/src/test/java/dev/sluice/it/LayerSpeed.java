package dev.sluice.it;

import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.nn.Bias;
import dev.sluice.core.nn.Gru;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.PackedStack;
import dev.sluice.core.nn.Reset;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.kernel.KernelChoice;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Not a test: prints what a whole GRU layer reaches on one thread of this machine, beside the peak
/// of its multiply-adds.
///
/// ```
/// forward   2·3·H·(I+H)·T·B floating-point operations, without gradients
/// train     three times as many: forward and backward, without the optimiser
/// stream    one step of one sequence, in place
/// ```
///
/// Rounds are interleaved, so that a noisy neighbour hits all lines alike; medians and the best are
/// printed. The command stands in `docs/performance.md`.
final class LayerSpeed {
  /// The thread's processor time: what other processes take away does not count.
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int ROUNDS = Integer.getInteger("rounds", 15);
  private static final long WARM_UP_NANOS = 1_500_000_000;
  private static final long ROUND_NANOS = 30_000_000;
  private static final int STEPS = 256;

  private LayerSpeed() {}

  /// @param times how often `once` repeats what the line is about
  /// @param flops floating-point operations of one time; 0 where they are not what counts
  private record Line(String label, int times, double flops, Runnable once, List<Double> nanos) {
    Line(String label, int times, double flops, Runnable once) {
      this(label, times, flops, once, new ArrayList<>());
    }

    void round(long atLeast) {
      long start = CLOCK.getCurrentThreadCpuTime();
      long passed;
      long done = 0;
      do {
        once.run();
        done += times;
        passed = CLOCK.getCurrentThreadCpuTime() - start;
      } while (passed < atLeast);
      nanos.add((double) passed / done);
    }

    double median() {
      return nanos.stream().sorted().skip(nanos.size() / 2).findFirst().orElseThrow();
    }

    double best() {
      return nanos.stream().min(Double::compare).orElseThrow();
    }

    void print(double peak) {
      String rate =
          flops == 0
              ? ""
              : "  %6.1f GFLOP/s %5.1f %%, best %6.1f"
                  .formatted(flops / median(), 100 * flops / median() / peak, flops / best());
      System.out.printf(
          Locale.ROOT, "%-42s %9.2f us, best %9.2f%s%n", label, median() / 1e3, best() / 1e3, rate);
    }
  }

  public static void main(String[] args) {
    String only = args.length > 0 ? args[0] : "";
    int[][] shapes = {
      {128, 256, 32, 100}, {64, 128, 32, 50}, {256, 512, 64, 35}, {128, 256, 1, 100}
    };
    List<Line> lines = new ArrayList<>();
    float[] sink = new float[S.length()];
    Line peak = new Line("peak", 1, 2.0 * 12 * 4096 * sink.length, () -> peak(4096, sink));
    lines.add(peak);
    try (Workspace workspace = Workspace.threads(1)) {
      for (int[] s : shapes) {
        for (Reset reset : Reset.values()) {
          String label = "I%d H%d B%d T%d %s".formatted(s[0], s[1], s[2], s[3], reset);
          Layer layer = new Layer(workspace, gru(spec(s[0], s[1], reset)), s[0], s[2], s[3]);
          double work = 2.0 * 3 * s[1] * (s[0] + s[1]) * s[2] * s[3];
          lines.add(new Line("forward " + label, 1, work, layer::forward));
          lines.add(new Line("train   " + label, 1, 3 * work, layer::train));
        }
      }
      for (int hidden : new int[] {32, 128, 256}) {
        for (Reset reset : Reset.values()) {
          String label = "stream  I%d H%d B1 %s".formatted(hidden / 2, hidden, reset);
          GruSpec spec = spec(hidden / 2, hidden, reset);
          lines.add(new Line(label, STEPS, 0, stream(spec)));
          lines.add(new Line(label + " normalised", STEPS, 0, stream(spec.layerNorm())));
        }
      }
      lines.removeIf(l -> !l.equals(peak) && !l.label.contains(only));
      lines.forEach(l -> l.round(WARM_UP_NANOS));
      lines.forEach(l -> l.nanos.clear());
      for (int i = 0; i < ROUNDS; i++) {
        lines.forEach(l -> l.round(ROUND_NANOS));
      }
    }
    lines.forEach(l -> l.print(peak.flops / peak.median()));
  }

  private static GruSpec spec(int inputs, int hidden, Reset reset) {
    return GruSpec.of(inputs, hidden).reset(reset).bias(Bias.DOUBLE);
  }

  private static Gru gru(GruSpec spec) {
    Parameters parameters = Parameters.initialised(Seed.of(1));
    return Gru.create(spec, parameters.scope("gru"));
  }

  private static final class Layer {
    private final Workspace workspace;
    private final Gru gru;
    private final Seq x;

    Layer(Workspace workspace, Gru gru, int inputs, int batch, int steps) {
      this.workspace = workspace;
      this.gru = gru;
      Tensor values = Tensor.zeros(steps * batch, inputs);
      for (int i = 0; i < values.data().length; i++) {
        values.data()[i] = Seed.of(3).uniform(i) - 0.5f;
      }
      x = Seq.packed(values, Lengths.equal(batch, steps));
    }

    void forward() {
      try (Tape tape = workspace.inference()) {
        gru.forward(tape.seq(x));
      }
    }

    void train() {
      try (Tape tape = workspace.record(Seed.of(5))) {
        tape.backward(gru.forward(tape.seq(x)).rows().sum());
      }
    }
  }

  private static Runnable stream(GruSpec spec) {
    PackedStack stack = PackedStack.of(gru(spec), KernelChoice.current().kernels());
    PackedStack.Scratch scratch = stack.scratch(1);
    float[] state = stack.initialState();
    float[] x = new float[spec.inputSize()];
    x[0] = 1;
    return () -> {
      for (int i = 0; i < STEPS; i++) {
        stack.step(scratch, x, 0, state, 0);
      }
    };
  }

  /// Twelve independent sums that never leave their registers.
  private static void peak(int steps, float[] sink) {
    FloatVector m = FloatVector.broadcast(S, 0.999f);
    FloatVector b = FloatVector.broadcast(S, 0.001f);
    FloatVector a0 = FloatVector.broadcast(S, sink[0] * 0.5f);
    FloatVector a1 = a0.add(1f);
    FloatVector a2 = a0.add(2f);
    FloatVector a3 = a0.add(3f);
    FloatVector a4 = a0.add(4f);
    FloatVector a5 = a0.add(5f);
    FloatVector a6 = a0.add(6f);
    FloatVector a7 = a0.add(7f);
    FloatVector a8 = a0.add(8f);
    FloatVector a9 = a0.add(9f);
    FloatVector a10 = a0.add(10f);
    FloatVector a11 = a0.add(11f);
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
    }
    FloatVector low = a0.add(a1).add(a2).add(a3).add(a4).add(a5);
    low.add(a6).add(a7).add(a8).add(a9).add(a10).add(a11).intoArray(sink, 0);
  }
}
