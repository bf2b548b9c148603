package dev.sluice.bench;

import dev.sluice.core.nn.Reset;
import java.util.Arrays;

/// A peer at one workload, and the times that it took.
final class Contestant {
  private static final int BLOCK_OF_STEPS = 64;
  private static final long ROUND_NANOS = 150_000_000;
  private static final long WARM_UP_NANOS = 1_500_000_000;

  final Peer peer;
  final Reset reset;
  final Peer.Session session;
  private final boolean steps;

  /// Of steps, the mean of a block, since the clock takes as long as one step; else of single runs.
  private final Times runs = new Times();

  /// Of steps one by one, clock included.
  private final Times single = new Times();

  Contestant(Peer peer, Reset reset, Peer.Session session, Workload workload) {
    this.peer = peer;
    this.reset = reset;
    this.session = session;
    steps = workload.kind() == Workload.Kind.STEP;
  }

  private static final class Times {
    private double[] nanos = new double[1 << 10];
    private int count;

    void add(double value) {
      if (count == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * count);
      }
      nanos[count++] = value;
    }

    double quantile(double q) {
      double[] sorted = Arrays.copyOf(nanos, count);
      Arrays.sort(sorted);
      return sorted[(int) Math.min(count - 1L, Math.round(q * (count - 1)))];
    }
  }

  /// Long enough for the last tier of the compiler.
  void warmUp() {
    long start = System.nanoTime();
    int least = 3;
    while (least-- > 0 || System.nanoTime() - start < WARM_UP_NANOS) {
      session.run();
    }
  }

  void round() {
    session.run(); // what others left in the caches is not this one's fault
    long start = System.nanoTime();
    long end = start;
    int block = steps ? BLOCK_OF_STEPS : 1;
    do {
      long from = end;
      for (int i = 0; i < block; i++) {
        session.run();
      }
      end = System.nanoTime();
      runs.add((double) (end - from) / block);
    } while (end - start < ROUND_NANOS);
    if (steps) {
      singleSteps();
    }
  }

  private void singleSteps() {
    long start = System.nanoTime();
    long from = start;
    for (int i = 0; i < 20_000 && from - start < ROUND_NANOS; i++) {
      session.run();
      long end = System.nanoTime();
      single.add(end - from);
      from = end;
    }
  }

  /// Nanoseconds of one run.
  double median() {
    return runs.quantile(0.5);
  }

  /// The slowest hundredth of single steps beside their median.
  double tail() {
    return single.quantile(0.99) / single.quantile(0.5);
  }
}
