package dev.sluice.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The root command: parses, dispatches, and answers with 0 (fine), 1 (failed) or 2 (wrong usage).
@Command(
    name = "sluice",
    description = "Gated recurrent networks: train, inspect, stream.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class Main implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  private Main() {}

  /// Runs the command line `args` and exits the JVM with its code.
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main());
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Missing command");
  }
}
