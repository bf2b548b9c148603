package dev.sluice.cli.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;

/// Turns what went wrong into one sentence on stderr and an exit code.
public final class Failures {
  /// The exit code of a failure.
  public static final int FAILED = 1;

  /// The exit code after Ctrl-C.
  public static final int INTERRUPTED = 130;

  private static final String PACKAGE = "dev.sluice.";

  private Failures() {}

  /// Says what failed, and answers with the exit code.
  ///
  /// @param debug whether the stack trace is shown
  public static int report(Throwable failure, PrintWriter err, boolean debug) {
    err.println("sluice: " + sentence(failure));
    if (debug) {
      failure.printStackTrace(err);
    }
    err.flush();
    return FAILED;
  }

  /// The library's own failures are sentences already; those of the JDK become one.
  static String sentence(Throwable failure) {
    return switch (failure) {
      case InvalidPathException e -> noPath(e);
      case UncheckedIOException e when e.getCause() instanceof IOException cause -> sentence(cause);
      case NoSuchFileException e -> e.getFile() + " does not exist; check the path";
      case FileAlreadyExistsException e -> e.getFile() + " exists already; choose another name";
      case AccessDeniedException e ->
          e.getFile() + " may not be read or written; check its permissions";
      case FileSystemException e when e.getReason() != null -> e.getFile() + ": " + e.getReason();
      case IOException e -> "input or output failed: " + e.getMessage();
      case OutOfMemoryError e ->
          "memory ran out (%s); give Java more, as in SLUICE_OPTS=-Xmx4g (now %d MiB), or use fewer --threads"
              .formatted(e.getMessage(), Runtime.getRuntime().maxMemory() >> 20);
      case Throwable e when isOurs(e) -> String.valueOf(e.getMessage());
      default -> "internal error, please report it with the output of --debug: " + failure;
    };
  }

  /// A sentence about a word that cannot be a path here: it has a NUL, or characters that the
  /// system's encoding does not have.
  public static String noPath(InvalidPathException failure) {
    return "'%s' is no path of a file: %s; correct it"
        .formatted(failure.getInput().replaceAll("\\p{Cntrl}", "?"), failure.getReason());
  }

  /// Whether Sluice said it: by an exception of its own, or by one of the JDK's that it threw
  /// itself. What the JDK throws (a null, an index) was never meant for a person.
  private static boolean isOurs(Throwable failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    boolean thrownHere = trace.length > 0 && trace[0].getClassName().startsWith(PACKAGE);
    return failure.getMessage() != null
        && (failure.getClass().getName().startsWith(PACKAGE)
            || thrownHere
                && (failure instanceof IllegalArgumentException
                    || failure instanceof IllegalStateException));
  }
}
