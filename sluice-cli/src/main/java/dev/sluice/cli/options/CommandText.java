package dev.sluice.cli.options;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// A command line as it stands on a model's card: what the result depends on, and nothing else.
public final class CommandText {
  /// These change neither weights nor results, or tell of this machine.
  private static final Set<String> LEFT_OUT =
      Set.of("--out", "--force", "--resume", "--threads", "--report", "--json", "--debug");

  private CommandText() {}

  /// The command and the options that were given.
  public static String of(CommandLine command) {
    List<String> words = new ArrayList<>(List.of(command.getCommandSpec().qualifiedName()));
    for (OptionSpec option : command.getParseResult().matchedOptions()) {
      if (isLeftOut(option)) {
        continue;
      }
      words.add(option.longestName());
      for (String value : option.originalStringValues()) {
        words.add(quoted(isPath(option) ? fileNames(option, value) : value));
      }
    }
    return String.join(" ", words);
  }

  static boolean isLeftOut(OptionSpec option) {
    return LEFT_OUT.contains(option.longestName());
  }

  static boolean isPath(OptionSpec option) {
    return List.of(option.auxiliaryTypes()).contains(Path.class);
  }

  /// What was given, each by itself.
  static List<String> values(OptionSpec option) {
    return option.originalStringValues().stream()
        .flatMap(value ->
            option.splitRegex().isEmpty()
                ? Stream.of(value)
                : Arrays.stream(value.split(option.splitRegex())))
        .toList();
  }

  /// Where files lie is of this machine.
  private static String fileNames(OptionSpec option, String value) {
    return option.splitRegex().isEmpty()
        ? fileName(value)
        : Arrays.stream(value.split(option.splitRegex()))
            .map(CommandText::fileName)
            .collect(Collectors.joining(","));
  }

  private static String fileName(String path) {
    return String.valueOf(Path.of(path).getFileName());
  }

  private static String quoted(String word) {
    return word.matches("[\\w.,:+@%/-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
