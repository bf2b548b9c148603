package dev.sluice.cli;

import java.io.Console;
import java.io.PrintWriter;

/// Where a command speaks: data on `out`, everything else on `err`.
///
/// @param kind whether a person watches `err`
record Terminal(PrintWriter out, PrintWriter err, Kind kind) {
  enum Kind {
    /// A person: progress is drawn in place.
    INTERACTIVE,
    /// A file or a program: plain lines.
    PLAIN
  }

  static Terminal of(PrintWriter out, PrintWriter err) {
    Console console = System.console();
    boolean person =
        console != null && console.isTerminal() && !"dumb".equals(System.getenv("TERM"));
    return new Terminal(out, err, person ? Kind.INTERACTIVE : Kind.PLAIN);
  }

  /// A line of data.
  void data(String line) {
    out.println(line);
    out.flush();
  }

  /// A line for the person.
  void say(String line) {
    err.println(line);
    err.flush();
  }
}
