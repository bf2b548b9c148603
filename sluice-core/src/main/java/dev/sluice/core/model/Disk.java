package dev.sluice.core.model;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/// The six ways in which writing changes the disk; the seam at which tests let a disk fail or a
/// machine crash.
interface Disk {
  /// The machine's own disk.
  Disk LOCAL = new LocalDisk();

  /// A new file; fails if there is one.
  Output create(Path file) throws IOException;

  /// Makes a directory's entries durable, where the platform can.
  void force(Path directory) throws IOException;

  /// Renames in one step; a file (not a directory) at `to` is replaced.
  void move(Path from, Path to) throws IOException;

  /// Deletes a file or an empty directory if it is there; never follows a link.
  void delete(Path path) throws IOException;

  /// A new directory; fails if there is one.
  void createDirectory(Path directory) throws IOException;

  /// A file that is being written.
  interface Output extends WritableByteChannel {
    /// Makes the content durable.
    void force() throws IOException;
  }
}
