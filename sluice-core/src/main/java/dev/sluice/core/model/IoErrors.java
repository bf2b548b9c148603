package dev.sluice.core.model;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Turns failures of the file system into sentences.
final class IoErrors {
  /// What Linux, macOS and Windows say when no byte more fits; the JDK hands the text over untyped.
  private static final List<String> FULL =
      List.of("no space left on device", "not enough space on the disk", "quota exceeded");

  private IoErrors() {}

  static ModelException reading(Path path, IOException error) {
    return new ModelException(path + ": cannot be read: " + reason(error), error);
  }

  /// The failure of an atomic write, which left things as they were.
  static ModelException writing(Path path, IOException error) {
    if (isFull(error)) {
      return new ModelException(
          "the disk is full: "
              + path
              + " was not written and what was there is unchanged; free some space or choose another place",
          error);
    }
    return new ModelException(
        path + ": cannot be written, what was there is unchanged: " + reason(error), error);
  }

  /// A failure after the new content stood in its place.
  static ModelException afterMove(Path path, IOException error) {
    return new ModelException(
        path
            + " is written and whole, but the disk did not confirm that it is durable, or the old content was not"
            + " cleared away: "
            + reason(error),
        error);
  }

  private static boolean isFull(IOException error) {
    String text = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
    return FULL.stream().anyMatch(text::contains);
  }

  private static String reason(IOException error) {
    return switch (error) {
      case NoSuchFileException missing -> missing.getFile() + " does not exist";
      case AccessDeniedException denied -> "permission denied for " + denied.getFile();
      case ClosedByInterruptException interrupted -> "the thread was interrupted";
      case AtomicMoveNotSupportedException move -> "the file system cannot rename atomically";
      case FileSystemException fs when fs.getReason() != null ->
          fs.getFile() + ": " + fs.getReason();
      default -> error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
    };
  }
}
