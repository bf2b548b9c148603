package dev.sluice.core.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// A disk on which operation number `at` (from 1) goes wrong; half of a failing write is written.
///
/// Making durable is counted but not done, since no test pulls the plug: it is what makes a real
/// disk slow.
final class FaultyDisk implements Disk {
  enum Fault {
    /// One operation fails, the later ones work.
    ONCE,
    /// From then on all fail.
    DEAD,
    /// Every write fails with a full disk's message.
    FULL,
    /// The process dies: nothing is done any more.
    CRASH
  }

  /// The end of the process; no `catch` of the code under test may take it.
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final Fault fault;
  private final int at;
  private int operations;

  FaultyDisk(Fault fault, int at) {
    this.fault = fault;
    this.at = at;
  }

  /// Counts operations, and nothing fails.
  static FaultyDisk counting() {
    return new FaultyDisk(Fault.ONCE, Integer.MAX_VALUE);
  }

  int operations() {
    return operations;
  }

  private void step() throws IOException {
    if (fails()) {
      throw failure();
    }
  }

  private boolean fails() {
    operations++;
    return switch (fault) {
      case ONCE -> operations == at;
      case DEAD, CRASH -> operations >= at;
      case FULL -> false;
    };
  }

  private IOException failure() {
    if (fault == Fault.CRASH) {
      throw new Crash();
    }
    return new IOException(fault == Fault.FULL ? "No space left on device" : "device error");
  }

  @Override
  public Output create(Path file) throws IOException {
    step();
    Output real = Disk.LOCAL.create(file);
    return new Output() {
      @Override
      public int write(ByteBuffer source) throws IOException {
        boolean full = fault == Fault.FULL && operations + 1 >= at;
        if (fails() || full) {
          real.write(source.duplicate().limit(source.position() + source.remaining() / 2));
          throw failure();
        }
        return real.write(source);
      }

      @Override
      public void force() throws IOException {
        step();
      }

      @Override
      public boolean isOpen() {
        return real.isOpen();
      }

      @Override
      public void close() throws IOException {
        real.close();
      }
    };
  }

  @Override
  public void force(Path directory) throws IOException {
    step();
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    step();
    Disk.LOCAL.move(from, to);
  }

  @Override
  public void delete(Path path) throws IOException {
    step();
    Disk.LOCAL.delete(path);
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    step();
    Disk.LOCAL.createDirectory(directory);
  }
}
