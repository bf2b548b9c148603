package dev.sluice.cli.terminal;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Says in one line what is wrong with a command line, and where help is.
public final class WrongUsage {
  private WrongUsage() {}

  /// Says it, and answers with the exit code.
  public static int report(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(
        "sluice: "
            + sentence(failure)
            + "; see "
            + command.getCommandSpec().qualifiedName()
            + " --help");
    err.flush();
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static String sentence(ParameterException failure) {
    if (failure instanceof UnmatchedArgumentException unmatched) {
      List<String> suggestions = unmatched.getSuggestions();
      String hint =
          suggestions.isEmpty() ? "" : " (did you mean " + String.join(" or ", suggestions) + "?)";
      // The first only: what follows an unknown option may well be its value.
      return unmatched(unmatched, unmatched.getUnmatched().getFirst()) + hint;
    }
    String message = String.valueOf(failure.getMessage());
    return message.isEmpty()
        ? "wrong usage"
        : message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }

  private static String unmatched(UnmatchedArgumentException failure, String word) {
    CommandLine command = failure.getCommandLine();
    if (failure.isUnknownOption()) {
      return command.getCommandName() + " has no option " + word;
    }
    return command.getSubcommands().isEmpty()
        ? command.getCommandName() + " takes no argument, but was given " + word
        : "there is no command " + word;
  }
}
