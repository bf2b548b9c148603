package dev.sluice.cli.terminal;

import dev.sluice.train.loop.StopSignal;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Ctrl-C, or a polite kill, as a request: while open, it asks the work to stop and holds the JVM
/// until that has written its checkpoint. The JVM then exits by itself, with 130, or 143 if killed.
public final class Interrupt implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;

  private final StopSignal signal = new StopSignal();
  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "sluice-interrupt");

  /// Opens it.
  public Interrupt() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /// What the work listens to.
  public StopSignal signal() {
    return signal;
  }

  private void stop() {
    signal.request();
    try {
      boolean unused = finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the JVM is going down; nothing is left to wait for
    }
  }

  /// Says that nothing is left to save.
  @Override
  public void close() {
    finished.countDown();
    if (!signal.isRequested()) {
      try {
        boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException interruptedJustNow) {
        return;
      }
    }
  }
}
