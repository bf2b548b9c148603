package dev.sluice.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A signal and the exit code of a JVM that it ends.
record Signal(String name, int exit) {
  /// What Ctrl-C sends. A build in the background of a script ignores it, and so do its children;
  /// then the polite kill stands in.
  static final Signal CTRL_C =
      isInterruptIgnored() ? new Signal("TERM", 143) : new Signal("INT", 130);

  private static boolean isInterruptIgnored() {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    try (var lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("SigIgn:"))
          .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    } catch (IOException e) {
      throw new IllegalStateException("cannot see which signals are ignored", e);
    }
  }
}
