package dev.sluice.cli.classify;

import dev.sluice.cli.options.AudioOptions;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// What a file of samples holds, which decides what options have an effect.
public enum SampleContent {
  TABLE("tables of texts"),
  LABEL_FIRST("texts behind their classes"),
  SERIES_TABLE("tables of series"),
  SERIES("series in .ts"),
  RECORDINGS("recordings");

  /// The options that not all of them have.
  private static final Map<String, Set<SampleContent>> OPTIONS = options();

  private final String name;

  SampleContent(String name) {
    this.name = name;
  }

  private static Map<String, Set<SampleContent>> options() {
    Set<SampleContent> texts = EnumSet.of(TABLE, LABEL_FIRST);
    Map<String, Set<SampleContent>> all =
        new HashMap<>(
            Map.of(
                "--text",
                EnumSet.of(TABLE),
                "--empty",
                EnumSet.of(TABLE),
                "--label",
                EnumSet.of(TABLE, SERIES_TABLE),
                "--encoding",
                EnumSet.of(TABLE, LABEL_FIRST, SERIES_TABLE),
                "--units",
                texts,
                "--embedding",
                texts,
                "--least",
                texts,
                "--spelling",
                texts,
                "--forget",
                texts,
                "--noise",
                EnumSet.of(SERIES_TABLE, SERIES)));
    all.put("--strict", EnumSet.of(SERIES_TABLE, SERIES, RECORDINGS));
    AudioOptions.names().forEach(name -> all.put(name, EnumSet.of(RECORDINGS)));
    return Map.copyOf(all);
  }

  /// Refuses options that would do nothing: that fit none of the files.
  ///
  /// @param files by their names, in an order to be told
  /// @throws CommandLine.ParameterException if one was given
  public static void refuseOthers(CommandLine command, Map<String, SampleContent> files) {
    var first = files.entrySet().iterator().next();
    for (OptionSpec option : command.getParseResult().matchedOptions()) {
      Set<SampleContent> has = OPTIONS.get(option.longestName());
      if (has != null && files.values().stream().noneMatch(has::contains)) {
        throw new CommandLine.ParameterException(
            command,
            "%s has no effect on %s, such as %s holds; it is for %s"
                .formatted(
                    option.longestName(), first.getValue().name, first.getKey(), listed(has)));
      }
    }
  }

  /// `a, b and c`
  private static String listed(Set<SampleContent> contents) {
    List<String> names = contents.stream().map(each -> each.name).toList();
    int last = names.size() - 1;
    return last == 0
        ? names.getFirst()
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }
}
