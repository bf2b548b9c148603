package dev.sluice.core.compute;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Threads that share out the tasks of one operation and meet again at its end.
///
/// A task owns the part of the output that it writes and never a part of a sum, so which thread runs
/// which task, and how many threads there are, cannot change a bit of the result. The caller is one of
/// the threads. Helpers spin for a moment before they sleep, because the next operation follows soon.
public final class Team implements AutoCloseable {
  private static final int SPINS = 20_000;

  private final int size;
  private final List<Thread> helpers = new ArrayList<>();
  private volatile @Nullable Job current;
  private volatile long generation;
  private volatile Life life = Life.OPEN;

  private enum Life {
    OPEN,
    CLOSED
  }

  /// One call of [#run]: tasks are drawn from `next`, `pending` counts those not finished.
  private static final class Job {
    final IntConsumer body;
    final int tasks;
    final AtomicInteger next = new AtomicInteger();
    final AtomicInteger pending;
    volatile @Nullable Throwable failure;

    Job(int tasks, IntConsumer body) {
      this.tasks = tasks;
      this.body = body;
      this.pending = new AtomicInteger(tasks);
    }

    void work() {
      for (int task = next.getAndIncrement(); task < tasks; task = next.getAndIncrement()) {
        try {
          body.accept(task);
        } catch (RuntimeException | Error e) {
          failure = e;
        } finally {
          pending.decrementAndGet();
        }
      }
    }
  }

  /// A team of `size` threads, the caller included.
  public Team(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("a team has at least 1 thread, not " + size);
    }
    this.size = size;
    for (int i = 1; i < size; i++) {
      Thread helper = new Thread(this::serve, "sluice-" + i);
      helper.setDaemon(true);
      helpers.add(helper);
      helper.start();
    }
  }

  /// The number of threads, the caller included.
  public int size() {
    return size;
  }

  /// Runs `body` for 0 … tasks−1 and returns when all are done.
  public void run(int tasks, IntConsumer body) {
    if (size == 1 || tasks <= 1) {
      for (int task = 0; task < tasks; task++) {
        body.accept(task);
      }
      return;
    }
    Job job = new Job(tasks, body);
    current = job;
    generation++;
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
    }
    job.work();
    while (job.pending.get() > 0) {
      Thread.onSpinWait();
    }
    current = null;
    switch (job.failure) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> {}
    }
  }

  private void serve() {
    long seen = 0;
    while (life == Life.OPEN) {
      long now = generation;
      Job job = current;
      if (now != seen && job != null) {
        seen = now;
        job.work();
      } else {
        await(seen);
      }
    }
  }

  private void await(long seen) {
    for (int i = 0; i < SPINS; i++) {
      if (generation != seen && current != null) {
        return;
      }
      Thread.onSpinWait();
    }
    if (life == Life.OPEN && (generation == seen || current == null)) {
      LockSupport.park(this);
    }
  }

  /// Ends the helper threads.
  @Override
  public void close() {
    life = Life.CLOSED;
    helpers.forEach(LockSupport::unpark);
  }
}
