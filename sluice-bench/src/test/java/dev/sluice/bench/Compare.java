package dev.sluice.bench;

import dev.sluice.bench.peer.OneDnnPeer;
import dev.sluice.bench.peer.OnnxRuntimePeer;
import dev.sluice.bench.peer.SluicePeer;
import dev.sluice.bench.peer.TorchPeer;
import dev.sluice.core.nn.Precision;
import dev.sluice.core.nn.Reset;
import dev.sluice.kernel.CheckedKernels;
import dev.sluice.kernel.KernelChoice;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Verifies that all peers compute the same, then times them in turns: a table on standard output,
/// progress on standard error. A process of its own for each number of threads, since the peers
/// read theirs when they are loaded.
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = "Sluice beside ONNX Runtime, oneDNN and PyTorch.")
public final class Compare implements Callable<Integer> {
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  /// What OpenMP's threads go on spinning after their work.
  private static final long COOL_DOWN_MILLIS = 300;

  @Option(names = "--threads", split = ",", description = "Default: ${DEFAULT-VALUE}.")
  List<Integer> threads = List.of(1, 2);

  @Option(names = "--cases", description = "Only those whose name contains this.")
  String cases = "";

  @Option(names = "--rounds", description = "Default: ${DEFAULT-VALUE}.")
  int rounds = 9;

  @Option(names = "--here", hidden = true)
  boolean here;

  public static void main(String[] args) {
    System.exit(new CommandLine(new Compare()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (here) {
      compare(threads.getFirst());
      return 0;
    }
    for (int count : threads) {
      int code = process(count);
      if (code != 0) {
        return code;
      }
    }
    return 0;
  }

  private int process(int count) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-Djava.util.concurrent.ForkJoinPool.common.parallelism=" + (count - 1));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Compare.class.getName()));
    command.addAll(List.of("--here", "--threads", "" + count, "--rounds", "" + rounds));
    command.addAll(List.of("--cases", cases));
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("OMP_NUM_THREADS", "" + count);
    return builder.start().waitFor();
  }

  private void compare(int count) throws InterruptedException {
    CheckedKernels kernels = KernelChoice.current().kernels();
    List<Peer> peers =
        List.of(
            new SluicePeer(count, kernels, Precision.FLOAT32),
            new SluicePeer(count, kernels, Precision.BFLOAT16),
            new OnnxRuntimePeer(count),
            new OneDnnPeer(),
            new TorchPeer(count));
    List<String> names = peers.stream().map(Peer::name).toList();
    Table table = new Table(count, names);
    Peak peak = new Peak();
    for (Workload workload : Workload.all()) {
      if (workload.name().contains(cases)) {
        table.add(workload, run(workload, peers, count, peak), names, peak.best());
      }
    }
    peers.forEach(Peer::close);
    OUT.printf(
        "%n%d thread%s, Java %s, peak %.1f GFLOP/s a core, load %.1f; medians (GFLOP/s)%n%n%s%n",
        count,
        count == 1 ? "" : "s",
        Runtime.version(),
        peak.best(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        table);
  }

  private List<Contestant> run(Workload workload, List<Peer> peers, int count, Peak peak)
      throws InterruptedException {
    System.err.println(workload);
    Numbers numbers = new Numbers(workload);
    List<Contestant> contestants = new ArrayList<>();
    for (Reset reset : Reset.values()) {
      float[] expected = new float[0];
      for (Peer peer : peers) {
        if (peer.offers(workload, reset)) {
          Peer.Session session = peer.open(workload, reset, numbers);
          float[] result = session.result();
          if (contestants.stream().noneMatch(c -> c.reset == reset)) {
            expected = result;
          }
          String what = peer.name() + ", reset " + reset;
          double difference = Verification.compare(what, expected, result, peer.tolerance());
          System.err.printf("  %s: within %.1e%n", what, difference);
          contestants.add(new Contestant(peer, reset, session, workload));
        }
      }
    }
    for (Contestant c : contestants) {
      c.warmUp();
    }
    for (int i = 0; i < rounds; i++) {
      peak.measure();
      for (Contestant c : contestants) {
        if (count > 1) {
          Thread.sleep(COOL_DOWN_MILLIS);
        }
        c.round();
      }
    }
    for (Contestant c : contestants) {
      System.err.printf("  %s, reset %s: %.2f µs%n", c.peer.name(), c.reset, c.median() / 1e3);
      c.session.close();
    }
    return contestants;
  }
}
