package dev.sluice.cli.terminal;

import java.io.InputStream;
import java.io.PrintWriter;
import picocli.CommandLine;

/// Where a command speaks: data on `out`, everything else on `err`.
///
/// @param columns the width of the terminal at `err`, where progress is drawn in place; 0 if a file
///   or a program is there, which gets plain lines
public record Terminal(PrintWriter out, PrintWriter err, int columns) {
  /// Set by the launcher: no method of the JDK tells whether stderr is a terminal.
  private static final String COLUMNS = "sluice.columns";

  /// Set by the launcher to `terminal` where stdout is one.
  private static final String ANSWERS = "sluice.answers";

  /// That of a command.
  public static Terminal of(CommandLine command) {
    return new Terminal(command.getOut(), command.getErr(), Integer.getInteger(COLUMNS, 0));
  }

  /// The root command, which knows where standard input is.
  public interface StandardInput {
    /// Where it is.
    InputStream in();
  }

  /// Standard input of the program that a command is part of.
  public static InputStream input(CommandLine command) {
    return ((StandardInput) command.getCommandSpec().root().userObject()).in();
  }

  /// Whether progress is drawn in place.
  public boolean isInteractive() {
    return columns > 0;
  }

  /// Whether a person sees data as they come, so that progress need not be told beside them.
  boolean isDataSeen() {
    return isInteractive() && "terminal".equals(System.getProperty(ANSWERS));
  }

  /// A line of data.
  public void data(String line) {
    out.println(line);
    out.flush();
  }

  /// A line for the person.
  public void say(String line) {
    err.println(line);
    err.flush();
  }
}
