package dev.sluice.bench;

import dev.sluice.core.nn.Reset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The results of one run as a Markdown table: medians, and how many times as fast as the fastest
/// peer Sluice is.
final class Table {
  private final List<String> lines = new ArrayList<>();
  private final int threads;

  /// @param peers the names of all peers, Sluice first
  Table(int threads, List<String> peers) {
    this.threads = threads;
    StringBuilder head = new StringBuilder("| case | reset |");
    StringBuilder rule = new StringBuilder("|---|---|");
    for (String peer : peers) {
      head.append(' ').append(peer).append(" |");
      rule.append("---|");
    }
    lines.add(head + " of the peak | times the fastest peer |");
    lines.add(rule + "---|---|");
  }

  /// One line for each place of the reset gate.
  ///
  /// @param contestants those of one workload
  /// @param peak GFLOP/s of one core
  void add(Workload workload, List<Contestant> contestants, List<String> peers, double peak) {
    for (Reset reset : Reset.values()) {
      List<Contestant> those = contestants.stream().filter(c -> c.reset == reset).toList();
      StringBuilder line = new StringBuilder();
      line.append("| ").append(workload).append(" | ");
      line.append(reset == Reset.AFTER_MATMUL ? "after" : "before").append(" |");
      double own = 0;
      double fastest = Double.POSITIVE_INFINITY;
      for (String name : peers) {
        Contestant c =
            those.stream().filter(d -> d.peer.name().equals(name)).findFirst().orElse(null);
        line.append(c == null ? " – |" : " " + time(workload, c) + " |");
        if (c != null && name.equals("Sluice")) {
          own = c.median();
        } else if (c != null && !name.startsWith("Sluice")) {
          fastest = Math.min(fastest, c.median());
        }
      }
      String share = "%.1f %%".formatted(100 * workload.flops() / own / peak / threads);
      line.append(' ').append(workload.kind() == Workload.Kind.STEP ? "" : share).append(" |");
      line.append(" %s |".formatted(fastest < 1e18 ? "%.2f".formatted(fastest / own) : "–"));
      lines.add(line.toString());
    }
  }

  private static String time(Workload workload, Contestant c) {
    if (workload.kind() == Workload.Kind.STEP) {
      return String.format(Locale.ROOT, "%.2f µs (p99 %.2f ×)", c.median() / 1e3, c.tail());
    }
    return String.format(
        Locale.ROOT, "%.3g ms (%.1f)", c.median() / 1e6, workload.flops() / c.median());
  }

  @Override
  public String toString() {
    return String.join("\n", lines);
  }
}
