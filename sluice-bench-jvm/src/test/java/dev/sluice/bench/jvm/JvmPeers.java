package dev.sluice.bench.jvm;

import dev.sluice.kernel.CheckedKernels;
import dev.sluice.kernel.KernelChoice;
import dev.sluice.kernel.ScalarKernels;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Verifies the outputs against each other, then times forward passes in turns, on one thread.
///
/// ```
/// mvn -Pbench -pl sluice-bench-jvm -am verify -DskipTests [-Dbench.jvm=deeplearning4j]
/// ```
public final class JvmPeers {
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private static final int ROUNDS = 15;
  private static final double TOLERANCE = 2e-4;

  private JvmPeers() {}

  /// @param args `djl` or `deeplearning4j`
  public static void main(String[] args) throws Exception {
    boolean djl = args[0].equals("djl");
    System.setProperty("ai.djl.pytorch.num_threads", "1");
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    int gates = djl ? 3 : 4;
    OUT.println("load " + Files.readString(Path.of("/proc/loadavg")).strip());
    for (Layer layer :
        List.of(
            new Layer(gates, 16, 32, 1, 1),
            new Layer(gates, 64, 128, 1, 100),
            new Layer(gates, 128, 256, 1, 100),
            new Layer(gates, 128, 256, 32, 100))) {
      List<Runner> runners =
          List.of(
              new SluiceRunner(KernelChoice.current().kernels(), layer),
              new SluiceRunner(CheckedKernels.of(new ScalarKernels()), layer),
              djl ? new Djl(layer) : new Deeplearning4j(layer));
      float[] expected = runners.getFirst().result();
      for (Runner runner : runners) {
        verify(runner, expected);
      }
      StringBuilder line =
          new StringBuilder("| %s %s |".formatted(gates == 3 ? "GRU" : "LSTM", layer));
      for (String ms : times(runners)) {
        line.append(' ').append(ms).append(" |");
      }
      OUT.println(line);
    }
  }

  private static void verify(Runner runner, float[] expected) {
    float[] found = runner.result();
    for (int i = 0; i < expected.length; i++) {
      if (!(Math.abs(found[i] - expected[i]) < TOLERANCE)) {
        throw new IllegalStateException(
            "%s gives %s for output %d, not %s".formatted(runner.name(), found[i], i, expected[i]));
      }
    }
  }

  private static List<String> times(List<Runner> runners) {
    long[][] times = new long[runners.size()][ROUNDS];
    int repeats = 1;
    for (int round = -3; round < ROUNDS; round++) {
      for (int r = 0; r < runners.size(); r++) {
        // Warm: two seconds for all, in the first round.
        long until = System.nanoTime() + (round == -3 ? 2_000_000_000L : 0);
        do {
          runners.get(r).run();
        } while (System.nanoTime() < until);
        long start = System.nanoTime();
        for (int i = 0; i < repeats; i++) {
          runners.get(r).run();
        }
        long took = System.nanoTime() - start;
        if (round >= 0) {
          times[r][round] = took / repeats;
        } else {
          repeats = Math.max(repeats, (int) (20_000_000L / Math.max(1, took / repeats)));
        }
      }
    }
    List<String> medians = new ArrayList<>();
    for (int r = 0; r < runners.size(); r++) {
      Arrays.sort(times[r]);
      medians.add(
          String.format(
              Locale.ROOT, "%s %.3g ms", runners.get(r).name(), times[r][ROUNDS / 2] * 1e-6));
    }
    return medians;
  }
}
