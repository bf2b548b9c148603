package dev.sluice.core.model;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// The names beside a target that writing uses: `.name.tmp-<process>-<number>` and `.name.old`.
///
/// A temporary whose process has ended is what a crash left; it is deleted at the next write to the
/// same target. Two processes on different hosts must not write to one target at the same time.
final class Siblings {
  private static final AtomicLong NEXT = new AtomicLong();

  /// What this process is writing now. A new process may have its crashed predecessor's number (in
  /// a container it is always 1), so the number alone does not tell.
  private static final Set<Path> IN_USE = ConcurrentHashMap.newKeySet();

  private Siblings() {}

  /// Where `target` really lies: absolute, and behind a symbolic link, so that renaming does not
  /// replace the link.
  static Path place(Path target) {
    try {
      Path place = behindLinks(target);
      if (place.getFileName() == null) {
        throw new ModelException(
            target + " is no place for a model; name a file or directory in it");
      }
      Path parent = parent(place);
      if (!Files.isDirectory(parent)) {
        throw new ModelException(
            target + ": cannot be written, the directory " + parent + " does not exist; create it");
      }
      return place;
    } catch (IOException e) {
      throw IoErrors.writing(target, e);
    }
  }

  /// The path behind symbolic links, also where it is missing at present.
  static Path behindLinks(Path target) throws IOException {
    Path place = target.toAbsolutePath();
    for (int i = 0; i < 40 && Files.isSymbolicLink(place); i++) {
      place = place.resolveSibling(Files.readSymbolicLink(place));
    }
    return place.normalize();
  }

  static Path parent(Path place) {
    Path parent = place.toAbsolutePath().getParent();
    if (parent == null) {
      throw new ModelException(place + " lies in no directory; name a file or directory");
    }
    return parent;
  }

  /// Anything at all there, a broken link too.
  static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  static Path temporary(Path place) {
    long process = ProcessHandle.current().pid();
    String name = prefix(place) + process + "-" + NEXT.incrementAndGet();
    Path temporary = place.resolveSibling(name);
    IN_USE.add(temporary);
    return temporary;
  }

  static void release(Path temporary) {
    IN_USE.remove(temporary);
  }

  /// Where the old content stands while it is replaced.
  static Path old(Path place) {
    return place.resolveSibling("." + place.getFileName() + ".old");
  }

  /// Deletes what crashed writes to `place` left.
  static void clean(Disk disk, Path place) throws IOException {
    String prefix = prefix(place);
    List<Path> abandoned = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(parent(place), entry -> isAbandoned(entry, prefix))) {
      entries.forEach(abandoned::add);
    }
    for (Path path : abandoned) {
      deleteTree(disk, path);
    }
  }

  private static boolean isAbandoned(Path entry, String prefix) {
    String name = String.valueOf(entry.getFileName());
    if (!name.startsWith(prefix) || IN_USE.contains(entry)) {
      return false;
    }
    String[] numbers = name.substring(prefix.length()).split("-", -1);
    if (numbers.length != 2 || !numbers[0].matches("[0-9]{1,18}")) {
      return false;
    }
    long process = Long.parseLong(numbers[0]);
    return process == ProcessHandle.current().pid()
        || ProcessHandle.of(process).filter(ProcessHandle::isAlive).isEmpty();
  }

  private static String prefix(Path place) {
    return "." + place.getFileName() + ".tmp-";
  }

  /// Deletes a file, or a directory with all in it; links in it are deleted, not followed.
  static void deleteTree(Disk disk, Path root) throws IOException {
    if (!exists(root)) {
      return;
    }
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(root)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      disk.delete(path);
    }
  }
}
