package dev.sluice.core.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// Files that appear whole or not at all.
///
/// ```
/// temporary sibling ─ write ─ fsync ─ rename over the target ─ fsync of the directory
/// ```
///
/// A failure deletes the temporary and leaves what was there; what a killed process left is deleted
/// at the next write to the same target.
public final class AtomicFiles {
  /// Writes a file's content.
  @FunctionalInterface
  public interface Content {
    /// Writes all of it; the channel is closed by the caller.
    void writeTo(WritableByteChannel channel) throws IOException;
  }

  private AtomicFiles() {}

  /// Writes `target`, whose directory must exist.
  ///
  /// @throws ModelException if it cannot be written, or exists and `overwrite` is
  ///   [Overwrite#REFUSE]
  public static void write(Path target, Overwrite overwrite, Content content) {
    write(Disk.LOCAL, target, overwrite, content);
  }

  /// Writes `target` from bytes.
  public static void write(Path target, Overwrite overwrite, byte[] content) {
    write(target, overwrite, channel -> writeAll(channel, ByteBuffer.wrap(content)));
  }

  static void write(Disk disk, Path target, Overwrite overwrite, Content content) {
    Path place = Siblings.place(target);
    if (Files.isDirectory(place)) {
      throw new ModelException(target + " is a directory, not a file; choose another name");
    }
    refuseExisting(place, target, overwrite);
    Path temporary = Siblings.temporary(place);
    boolean moved = false;
    try {
      Siblings.clean(disk, place);
      fill(disk, temporary, content);
      // Once more: writing may have taken long.
      refuseExisting(place, target, overwrite);
      disk.move(temporary, place);
      moved = true;
      disk.force(Siblings.parent(place));
    } catch (IOException e) {
      throw moved ? IoErrors.afterMove(target, e) : IoErrors.writing(target, e);
    } finally {
      Siblings.release(temporary);
      if (!moved) {
        discard(disk, temporary);
      }
    }
  }

  static void refuseExisting(Path place, Path target, Overwrite overwrite) {
    if (overwrite == Overwrite.REFUSE && Siblings.exists(place)) {
      throw new ModelException(target + " exists; choose another name or pass --force");
    }
  }

  /// Writes a new file and makes its content durable.
  static void fill(Disk disk, Path file, Content content) throws IOException {
    try (Disk.Output output = disk.create(file)) {
      content.writeTo(output);
      output.force();
    }
  }

  /// Deletes as far as possible; the failure that led here is the one to report, and the next write
  /// cleans up.
  static void discard(Disk disk, Path path) {
    try {
      Siblings.deleteTree(disk, path);
    } catch (IOException leftForTheNextWrite) {
      return;
    }
  }

  static void writeAll(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
