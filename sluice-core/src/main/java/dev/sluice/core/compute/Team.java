package dev.sluice.core.compute;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Threads that share out the tasks of one operation and meet again at its end.
///
/// A task owns the part of the output that it writes and never a part of a sum, so which thread
/// runs which task, and how many threads there are, cannot change a bit of the result. The caller
/// is one of the threads. Helpers spin for a moment before they sleep, because the next operation
/// follows soon.
public final class Team implements AutoCloseable {
  private static final int SPINS = 20_000;

  private final int size;
  private final List<Thread> helpers = new ArrayList<>();

  /// The thread inside [#run], so that a second one is refused and a task's own call recognised.
  private final AtomicReference<@Nullable Thread> caller = new AtomicReference<>();

  /// Numbers the jobs; touched only by the thread that holds [#caller].
  private long jobs;

  private volatile @Nullable Job current;
  private volatile Life life = Life.OPEN;

  private enum Life {
    OPEN,
    CLOSED
  }

  /// One call of [#run]: tasks are drawn from `next`, `pending` counts those not finished.
  ///
  /// What a task wrote is visible to the caller because each task ends with a write to `pending`,
  /// which the caller reads; what the caller wrote before is visible to tasks by [#current].
  private static final class Job {
    final long number;
    final int tasks;
    final IntConsumer body;
    final AtomicInteger next = new AtomicInteger();
    final AtomicInteger pending;
    private @Nullable Throwable failure;
    private int failed = Integer.MAX_VALUE;

    Job(long number, int tasks, IntConsumer body) {
      this.number = number;
      this.tasks = tasks;
      this.body = body;
      this.pending = new AtomicInteger(tasks);
    }

    void work() {
      for (int task = next.getAndIncrement(); task < tasks; task = next.getAndIncrement()) {
        try {
          body.accept(task);
        } catch (RuntimeException | Error e) {
          fail(task, e);
        } finally {
          pending.decrementAndGet();
        }
      }
    }

    /// Keeps the failure of the first task, whichever thread was faster.
    private synchronized void fail(int task, Throwable e) {
      if (task < failed) {
        failed = task;
        failure = e;
      }
    }

    synchronized void rethrow() {
      switch (failure) {
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case null, default -> {}
      }
    }
  }

  /// A helper knows its team, so that work shared out inside a task is recognised.
  private final class Helper extends Thread {
    Helper(int number) {
      super("sluice-" + number);
      setDaemon(true);
    }

    Team team() {
      return Team.this;
    }

    @Override
    public void run() {
      serve();
    }
  }

  /// A team of `size` threads, the caller included.
  public Team(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("a team has at least 1 thread, not " + size);
    }
    this.size = size;
    for (int i = 1; i < size; i++) {
      helpers.add(new Helper(i));
    }
    helpers.forEach(Thread::start);
  }

  /// The number of threads, the caller included.
  public int size() {
    return size;
  }

  /// Runs `body` for 0 … tasks−1 and returns when all are done.
  ///
  /// If tasks fail, the others still run, and the failure of the lowest task is thrown. A task that
  /// calls `run` itself gets its tasks run one after the other.
  ///
  /// @throws IllegalStateException if the team is closed, or busy for another thread
  public void run(int tasks, IntConsumer body) {
    if (life == Life.CLOSED) {
      throw new IllegalStateException("the threads have ended because the workspace was closed");
    }
    if (size == 1 || tasks <= 1 || isInsideTask()) {
      for (int task = 0; task < tasks; task++) {
        body.accept(task);
      }
      return;
    }
    if (!caller.compareAndSet(null, Thread.currentThread())) {
      throw new IllegalStateException(
          "another thread computes with this workspace; use one workspace per thread");
    }
    try {
      share(new Job(++jobs, tasks, body));
    } finally {
      caller.set(null);
    }
  }

  /// Whether the calling thread runs a task of this team: then nobody else is free.
  boolean isInsideTask() {
    Thread thread = Thread.currentThread();
    return thread == caller.get() || (thread instanceof Helper helper && helper.team() == this);
  }

  private void share(Job job) {
    current = job;
    helpers.forEach(LockSupport::unpark);
    job.work();
    for (int spins = 0; job.pending.get() > 0; spins++) {
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield(); // the helper may wait for this very core
      }
    }
    current = null; // so that the body and what it captured can be collected
    job.rethrow();
  }

  private void serve() {
    long seen = 0;
    while (life == Life.OPEN) {
      Job job = current;
      if (job != null && job.number != seen) {
        seen = job.number;
        job.work();
      } else {
        await(seen);
      }
    }
  }

  private boolean isNews(long seen) {
    Job job = current;
    return life == Life.CLOSED || (job != null && job.number != seen);
  }

  private void await(long seen) {
    for (int i = 0; i < SPINS; i++) {
      if (isNews(seen)) {
        return;
      }
      Thread.onSpinWait();
    }
    // An unpark between this look and park makes park return at once: no news is lost.
    if (!isNews(seen)) {
      LockSupport.park(this);
      Thread.interrupted(); // cleared, else park would return at once for ever
    }
  }

  /// Ends the helper threads.
  @Override
  public void close() {
    life = Life.CLOSED;
    helpers.forEach(LockSupport::unpark);
  }
}
