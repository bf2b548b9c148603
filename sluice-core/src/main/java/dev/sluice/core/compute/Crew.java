package dev.sluice.core.compute;

import dev.sluice.kernel.CheckedKernels;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Threads of a [Team] that stay with one operation and share out the columns of its small
/// products, one after the other: for a single sequence, whose steps cannot be shared out.
///
/// ```
/// lead     gemm ──┐ own columns ── waits ── cell ── gemm ──┐ …
/// others   spin   └ own columns ── spin                    └ …
/// ```
///
/// Between products the others spin, so handing over takes a fraction of a microsecond where
/// [Team#run] takes several. Each element of a product is computed by one thread, in the one order
/// of [dev.sluice.kernel.Kernels#gemm]: nobody can tell from the bits how many there were. A crew
/// never waits for anything but its own members, and they give way after a while, so it only loses
/// time where there are fewer cores.
public final class Crew {
  /// Below this many multiply-adds handing over costs more than it brings.
  private static final long WORTH_SHARING = 1 << 16;

  private static final int SPINS = 20_000;

  private final int size;
  private final AtomicInteger done = new AtomicInteger();
  private @Nullable Product product;

  /// Numbers the products; what is written before is visible to who has read it.
  private volatile int round;

  private volatile @Nullable Throwable failure;

  private static final int END = -1;

  private Crew(int size) {
    this.size = size;
  }

  private record Product(
      CheckedKernels kernels,
      Gemm.Size size,
      float[] a,
      int aOff,
      float[] b,
      int bOff,
      float[] c,
      int cOff,
      int cStride,
      Split columns) {
    void run(int member) {
      if (member < columns.count()) {
        int from = columns.begin(member);
        int n = columns.end(member) - from;
        int bi = bOff + from * size.k();
        kernels.gemm(size.m(), n, size.k(), a, aOff, b, bi, c, cOff + from, cStride);
      }
    }
  }

  /// The caller alone.
  public static Crew alone() {
    return new Crew(1);
  }

  /// Runs `lead` on one thread of the team, with all the others at its command.
  public static void run(Team team, Consumer<Crew> lead) {
    if (team.size() == 1 || team.isInsideTask()) {
      lead.accept(alone());
      return;
    }
    Crew crew = new Crew(team.size());
    team.run(
        crew.size,
        member -> {
          if (member > 0) {
            crew.help(member);
            return;
          }
          try {
            lead.accept(crew);
          } finally {
            crew.round = END;
          }
        });
  }

  /// `C += A·B` with both packed, see [dev.sluice.kernel.Kernels#gemm]; only for the lead.
  public void gemm(
      CheckedKernels kernels,
      Gemm.Size extents,
      float[] a,
      int aOff,
      float[] b,
      int bOff,
      float[] c,
      int cOff,
      int cStride) {
    int m = extents.m();
    int n = extents.n();
    int k = extents.k();
    if (size == 1 || (long) m * n * k < WORTH_SHARING) {
      kernels.gemm(m, n, k, a, aOff, b, bOff, c, cOff, cStride);
      return;
    }
    Split columns = Split.of(n, kernels.columnBlock(), size);
    Product next = new Product(kernels, extents, a, aOff, b, bOff, c, cOff, cStride, columns);
    product = next;
    done.set(0);
    round = round == Integer.MAX_VALUE ? 1 : round + 1;
    next.run(0);
    for (int spins = 0; done.get() < size - 1; spins++) {
      spin(spins);
    }
    rethrow();
  }

  private void help(int member) {
    int seen = 0;
    while (true) {
      int now = round;
      for (int spins = 0; now == seen; now = round) {
        spin(spins++);
      }
      if (now == END) {
        return;
      }
      seen = now;
      try {
        Objects.requireNonNull(product).run(member);
      } catch (RuntimeException | Error e) {
        failure = e;
      } finally {
        done.incrementAndGet();
      }
    }
  }

  private void rethrow() {
    switch (failure) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> {}
    }
  }

  private static void spin(int spins) {
    if (spins < SPINS) {
      Thread.onSpinWait();
    } else {
      Thread.yield(); // the one waited for may need this very core
    }
  }
}
