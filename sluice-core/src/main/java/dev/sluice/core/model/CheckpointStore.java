package dev.sluice.core.model;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The checkpoints of one training run: `checkpoint-<step>.sluice` in a directory, the last two
/// kept.
public final class CheckpointStore {
  private static final Pattern NAME = Pattern.compile("checkpoint-(0|[1-9][0-9]{0,17})\\.sluice");
  private static final Pattern LEFT =
      Pattern.compile("\\.(checkpoint-[0-9]{1,18}\\.sluice)\\.tmp-[0-9]+-[0-9]+");
  private static final int KEPT = 2;

  private final Disk disk;
  private final Path directory;

  CheckpointStore(Disk disk, Path directory) {
    this.disk = disk;
    this.directory = directory;
  }

  /// The store in `directory`, which must exist when something is written.
  public static CheckpointStore in(Path directory) {
    return new CheckpointStore(Disk.LOCAL, directory);
  }

  /// A checkpoint that was read.
  ///
  /// @param step its step
  /// @param path its file
  /// @param checkpoint its content
  /// @param skipped why newer files were not taken, one sentence each; tell the user
  public record Found(long step, Path path, Checkpoint checkpoint, List<String> skipped) {
    /// Copies the list.
    public Found {
      skipped = List.copyOf(skipped);
    }
  }

  /// Writes the checkpoint of a step, replacing that of the same step, and deletes all but the last
  /// two.
  ///
  /// A damaged checkpoint of a later step is set aside as `….damaged`.
  ///
  /// @throws ModelException if it cannot be written, or if a whole checkpoint of a later step lies
  ///   there: then the directory is another run's
  public void write(long step, Checkpoint checkpoint) {
    if (step < 0) {
      throw new IllegalArgumentException("a step is not negative: " + step);
    }
    Path path = directory.resolve("checkpoint-" + step + ".sluice");
    setAsideLater(step);
    CheckpointFile.write(disk, path, checkpoint, Overwrite.REPLACE);
    try {
      NavigableMap<Long, Path> all = list();
      while (all.size() > KEPT) {
        disk.delete(all.pollFirstEntry().getValue());
      }
      cleanLeftovers();
    } catch (IOException e) {
      throw IoErrors.afterMove(path, e);
    }
  }

  /// The newest whole checkpoint, or empty if there are no checkpoints.
  ///
  /// @throws ModelException if there are checkpoints, but none is whole
  public Optional<Found> newest() {
    List<String> skipped = new ArrayList<>();
    for (Map.Entry<Long, Path> entry : listed().descendingMap().entrySet()) {
      try {
        Checkpoint checkpoint = CheckpointFile.read(entry.getValue());
        return Optional.of(new Found(entry.getKey(), entry.getValue(), checkpoint, skipped));
      } catch (ModelException e) {
        skipped.add(String.valueOf(e.getMessage()));
      }
    }
    if (!skipped.isEmpty()) {
      throw new ModelException(
          directory
              + ": no checkpoint is whole; start anew elsewhere: "
              + String.join("; ", skipped));
    }
    return Optional.empty();
  }

  private void setAsideLater(long step) {
    for (Path later : listed().tailMap(step, false).values()) {
      if (isWhole(later)) {
        throw new ModelException(
            "%s is later than step %d, which is to be written; resume from it, or choose another directory"
                .formatted(later, step));
      }
      try {
        disk.move(later, later.resolveSibling(later.getFileName() + ".damaged"));
      } catch (IOException e) {
        throw IoErrors.writing(later, e);
      }
    }
  }

  private static boolean isWhole(Path path) {
    try {
      CheckpointFile.read(path);
      return true;
    } catch (ModelException damaged) {
      return false;
    }
  }

  private NavigableMap<Long, Path> listed() {
    try {
      return Files.isDirectory(directory) ? list() : new TreeMap<>();
    } catch (IOException e) {
      throw IoErrors.reading(directory, e);
    }
  }

  private NavigableMap<Long, Path> list() throws IOException {
    NavigableMap<Long, Path> found = new TreeMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        Matcher name = NAME.matcher(String.valueOf(entry.getFileName()));
        if (name.matches()) {
          found.put(Long.parseLong(name.group(1)), entry);
        }
      }
    }
    return found;
  }

  /// A crash's temporaries carry the name of their own step, which may never be written again.
  private void cleanLeftovers() throws IOException {
    Map<String, Path> targets = new LinkedHashMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        Matcher name = LEFT.matcher(String.valueOf(entry.getFileName()));
        if (name.matches()) {
          targets.put(name.group(1), directory.resolve(name.group(1)));
        }
      }
    }
    for (Path target : targets.values()) {
      Siblings.clean(disk, target);
    }
  }
}
