package dev.sluice.cli.reproduce;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/// A published table, ours beside the paper's: a command for each.
@Command(
    name = "reproduce",
    description = "A published table, or what is reached on public data: a command for each.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "NAME",
    subcommands = {
      Chung2014Command.class,
      SegRnnCommand.class,
      M4Command.class,
      ShakespeareCommand.class,
      UdEnglishCommand.class,
      ClassesCommand.class,
      LittleDataCommand.class,
      MemoryCommand.class,
      DatesCommand.class,
      Multi30kCommand.class,
      CmuDictCommand.class,
      FsddCommand.class,
      SentenceLengthCommand.class,
      HelpCommand.class
    })
public final class ReproduceCommand implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "the name of a table is missing");
  }
}
