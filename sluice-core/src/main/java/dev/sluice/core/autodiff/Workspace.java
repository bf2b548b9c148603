package dev.sluice.core.autodiff;

import dev.sluice.core.compute.Arena;
import dev.sluice.core.compute.Compute;
import dev.sluice.core.compute.Team;
import dev.sluice.core.tensor.Seed;
import dev.sluice.kernel.CheckedKernels;
import dev.sluice.kernel.KernelChoice;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Threads, buffers and kernels for a training loop or a series of predictions.
///
/// One tape is open at a time; its buffers are used again by the next one, so a loop allocates next
/// to nothing after its first step. A workspace belongs to one thread at a time; use several for
/// several.
public final class Workspace implements AutoCloseable {
  private final Compute compute;
  private final AtomicReference<@Nullable Tape> open = new AtomicReference<>();
  private volatile Life life = Life.OPEN;

  private enum Life {
    OPEN,
    CLOSED
  }

  private Workspace(Compute compute) {
    this.compute = compute;
  }

  /// A workspace with `count` threads, the caller's included, on the kernels chosen for this JVM.
  ///
  /// The number of threads changes the time, never a result.
  public static Workspace threads(int count) {
    return of(count, KernelChoice.current().kernels());
  }

  /// A workspace on given kernels, to compare providers in one process.
  public static Workspace of(int threads, CheckedKernels kernels) {
    return new Workspace(new Compute(kernels, new Team(threads), new Arena()));
  }

  /// Opens a tape that records for a backward pass; dropout and other noise are on, keyed by
  /// `noise`.
  public Tape record(Seed noise) {
    return open(new Tape(this, Tape.Mode.RECORDING, noise));
  }

  /// Opens a tape that computes the same without gradients and without noise.
  public Tape inference() {
    return open(new Tape(this, Tape.Mode.INFERENCE, Seed.of(0)));
  }

  private Tape open(Tape tape) {
    if (life == Life.CLOSED) {
      throw new IllegalStateException("the workspace is closed; make another one");
    }
    if (!open.compareAndSet(null, tape)) {
      throw new IllegalStateException(
          "a tape of this workspace is still open; close it first, or use another workspace");
    }
    return tape;
  }

  void closed() {
    compute.arena().reset();
    open.set(null);
  }

  /// The number of threads.
  public int threads() {
    return compute.team().size();
  }

  /// Bytes held for buffers.
  public long bytes() {
    return compute.arena().bytes();
  }

  Compute compute() {
    return compute;
  }

  /// Ends the threads; an open tape is closed too.
  @Override
  public void close() {
    Tape tape = open.get();
    if (tape != null) {
      tape.close();
    }
    life = Life.CLOSED;
    compute.team().close();
  }
}
