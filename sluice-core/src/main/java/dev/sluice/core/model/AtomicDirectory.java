package dev.sluice.core.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Directories that appear whole or not at all.
///
/// ```
/// .name.tmp-…/ ─ write and fsync files ─ [ name → .name.old ] ─ .name.tmp-… → name ─ fsync ─ [ delete .name.old ]
/// ```
///
/// A crash between the two renames leaves no `name`, but `.name.old`, whole: readers take it
/// ([#readable]) and the next write moves it back. Not public: replacing deletes a whole directory,
/// which only a caller that knows what lies in it may ask for.
final class AtomicDirectory {
  /// Writes a directory's files.
  @FunctionalInterface
  interface Content {
    void writeTo(Files files) throws IOException;
  }

  /// Adds files to the directory that is being written.
  @FunctionalInterface
  interface Files {
    void add(String name, AtomicFiles.Content content) throws IOException;
  }

  private AtomicDirectory() {}

  /// Writes `target`.
  ///
  /// @param replaceable throws if the directory that is there must not be replaced
  static void write(
      Disk disk, Path target, Overwrite overwrite, Consumer<Path> replaceable, Content content) {
    Path place = Siblings.place(target);
    Path temporary = Siblings.temporary(place);
    boolean moved = false;
    try {
      recover(disk, place);
      Siblings.clean(disk, place);
      AtomicFiles.refuseExisting(place, target, overwrite);
      if (Siblings.exists(place)) {
        replaceable.accept(place);
      }
      disk.createDirectory(temporary);
      content.writeTo((name, bytes) -> AtomicFiles.fill(disk, temporary.resolve(name), bytes));
      disk.force(temporary);
      // Once more: writing may have taken long.
      AtomicFiles.refuseExisting(place, target, overwrite);
      swap(disk, temporary, place);
      moved = true;
      disk.force(Siblings.parent(place));
      drop(disk, Siblings.old(place), place);
    } catch (IOException e) {
      throw moved ? IoErrors.afterMove(target, e) : IoErrors.writing(target, e);
    } finally {
      Siblings.release(temporary);
      if (!moved) {
        AtomicFiles.discard(disk, temporary);
      }
    }
  }

  /// Throws what [#write] would throw at once: to be asked before long work whose result goes
  /// there.
  static void check(Path target, Overwrite overwrite, Consumer<Path> replaceable) {
    Path place = Siblings.place(target);
    AtomicFiles.refuseExisting(place, target, overwrite);
    if (Siblings.exists(place)) {
      replaceable.accept(place);
    }
    Path parent = Siblings.parent(place);
    if (!java.nio.file.Files.isWritable(parent)) {
      throw new ModelException(
          target
              + ": cannot be written, nothing may be created in "
              + parent
              + "; mend its permissions or choose another place");
    }
  }

  /// Where to read `target`: itself, or the old content if a crash came between the two renames.
  static Path readable(Path target) {
    try {
      Path place = Siblings.behindLinks(target);
      if (Siblings.exists(place) || place.getFileName() == null) {
        return target;
      }
      Path old = Siblings.old(place);
      return Siblings.exists(old) ? old : target;
    } catch (IOException e) {
      throw IoErrors.reading(target, e);
    }
  }

  private static void swap(Disk disk, Path temporary, Path place) throws IOException {
    Path old = Siblings.old(place);
    if (Siblings.exists(place)) {
      disk.move(place, old);
    }
    try {
      disk.move(temporary, place);
    } catch (IOException e) {
      if (Siblings.exists(old) && !Siblings.exists(place)) {
        disk.move(old, place);
      }
      throw e;
    }
  }

  /// Ends a replacement that a crash interrupted.
  private static void recover(Disk disk, Path place) throws IOException {
    Path old = Siblings.old(place);
    if (!Siblings.exists(old)) {
      return;
    }
    if (Siblings.exists(place)) {
      drop(disk, old, place);
    } else {
      disk.move(old, place);
      disk.force(Siblings.parent(place));
    }
  }

  /// Deletes the old content, under a temporary's name first: what is called old is always whole.
  private static void drop(Disk disk, Path old, Path place) throws IOException {
    if (!Siblings.exists(old)) {
      return;
    }
    Path doomed = Siblings.temporary(place);
    try {
      disk.move(old, doomed);
      Siblings.deleteTree(disk, doomed);
    } finally {
      Siblings.release(doomed);
    }
  }
}
