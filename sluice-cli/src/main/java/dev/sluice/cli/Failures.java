package dev.sluice.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/// Turns what went wrong into one sentence on stderr and an exit code.
final class Failures {
  static final int FAILED = 1;
  static final int INTERRUPTED = 130;

  private Failures() {}

  static int report(Exception failure, PrintWriter err, boolean debug) {
    err.println("sluice: " + sentence(failure));
    if (debug) {
      failure.printStackTrace(err);
    }
    err.flush();
    return FAILED;
  }

  /// The library's own failures are sentences already; those of the JDK become one.
  private static String sentence(Exception failure) {
    String message = failure.getMessage();
    return switch (failure) {
      case NoSuchFileException e -> e.getFile() + " does not exist; check the path";
      case FileAlreadyExistsException e -> e.getFile() + " exists already; choose another name";
      case AccessDeniedException e ->
          e.getFile() + " may not be read or written; check its permissions";
      case IOException e -> "input or output failed: " + message;
      case IllegalArgumentException e when message != null -> message;
      case IllegalStateException e when message != null -> message;
      case RuntimeException e when isOurs(e) && message != null -> message;
      default -> "internal error, please report it with the output of --debug: " + failure;
    };
  }

  private static boolean isOurs(RuntimeException failure) {
    return failure.getClass().getModule().getName() instanceof String name
        && name.startsWith("dev.sluice.");
  }
}
