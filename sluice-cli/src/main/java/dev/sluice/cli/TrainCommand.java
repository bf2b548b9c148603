package dev.sluice.cli;

import dev.sluice.cli.classify.TrainClassifyCommand;
import dev.sluice.cli.forecast.TrainForecastCommand;
import dev.sluice.cli.language.TrainLanguageCommand;
import dev.sluice.cli.speech.TrainSpeechCommand;
import dev.sluice.cli.tag.TrainTagCommand;
import dev.sluice.cli.translate.TrainTranslateCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/// Training on one's own data: a command for each task.
@Command(
    name = "train",
    description = "Trains a model on your data.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "TASK",
    subcommands = {
      TrainForecastCommand.class,
      TrainLanguageCommand.class,
      TrainTagCommand.class,
      TrainClassifyCommand.class,
      TrainTranslateCommand.class,
      TrainSpeechCommand.class,
      HelpCommand.class
    })
final class TrainCommand implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "the task is missing, such as forecast or language");
  }
}
