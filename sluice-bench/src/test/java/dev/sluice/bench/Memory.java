package dev.sluice.bench;

import dev.sluice.bench.peer.OneDnnPeer;
import dev.sluice.bench.peer.SluicePeer;
import dev.sluice.bench.peer.TorchPeer;
import dev.sluice.core.nn.Precision;
import dev.sluice.core.nn.Reset;
import dev.sluice.kernel.KernelChoice;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What training takes: the peak of a whole process's resident memory (VmHWM), one process for each
/// peer and workload, ten steps on one thread, the JVM's defaults but for what is said.
///
/// ```
/// mvn … -Dbench.main=dev.sluice.bench.Memory [-Dbench="-XX:+UseSerialGC …"]
/// ```
public final class Memory {
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private static final List<String> PEERS = List.of("Sluice", "oneDNN", "PyTorch");

  private Memory() {}

  /// @param args options of the processes' JVM; with `--run PEER WORKLOAD` such a process itself
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length == 3 && args[0].equals("--run")) {
      run(args[1], Integer.parseInt(args[2]));
      return;
    }
    OUT.println("| MiB | " + String.join(" | ", PEERS) + " |");
    OUT.println("|---|---|---|---|");
    List<Workload> all = Workload.all();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).trains()) {
        StringBuilder line = new StringBuilder("| " + all.get(i) + " |");
        for (String peer : PEERS) {
          line.append(' ').append(process(List.of(args), peer, i)).append(" |");
        }
        OUT.println(line);
      }
    }
  }

  private static String process(List<String> options, String peer, int workload)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.add("--add-modules=jdk.incubator.vector");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Djava.util.concurrent.ForkJoinPool.common.parallelism=0");
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Memory.class.getName()));
    command.addAll(List.of("--run", peer, "" + workload));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("OMP_NUM_THREADS", "1");
    Process process = builder.start();
    try (InputStream in = process.getInputStream()) {
      String said = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor() == 0 ? said : "failed";
    }
  }

  private static void run(String name, int number) throws IOException {
    Peer peer =
        switch (name) {
          case "Sluice" -> new SluicePeer(1, KernelChoice.current().kernels(), Precision.FLOAT32);
          case "oneDNN" -> new OneDnnPeer();
          default -> new TorchPeer(1);
        };
    Workload workload = Workload.all().get(number);
    Peer.Session session = peer.open(workload, Reset.AFTER_MATMUL, new Numbers(workload));
    for (int i = 0; i < 10; i++) {
      session.run();
    }
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) {
        OUT.println(Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024);
      }
    }
    session.close();
    peer.close();
  }
}
