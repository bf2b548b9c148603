package dev.sluice.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;

/// A call of the command in this process: how it ended and what it printed.
public record Sluice(int exit, String out, String err) {
  /// Runs the words as a command line.
  public static Sluice run(Object... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] args = Arrays.stream(words).map(Object::toString).toArray(String[]::new);
    int exit = Main.run(new PrintWriter(out), new PrintWriter(err), args);
    return new Sluice(exit, out.toString(), err.toString());
  }
}
