package dev.sluice.cli.translate;

import dev.sluice.cli.options.Numbers;
import dev.sluice.tasks.translate.Search;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// How translations are looked for.
final class SearchOptions {
  @Option(
      names = "--beam",
      paramLabel = "K",
      converter = Numbers.Times.class,
      description =
          "Beginnings that are followed side by side; 1 is greedy. Default: ${DEFAULT-VALUE}.")
  private int beam = 5;

  @Option(
      names = "--alpha",
      paramLabel = "A",
      description =
          "Length normalisation (Wu et al. 2016): 0 for none, more favours longer translations. Default: ${DEFAULT-VALUE}.")
  private double alpha = 1;

  int beam() {
    return beam;
  }

  Search search(CommandLine command) {
    try {
      return Search.beam(beam).alpha(alpha);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(command, "--beam or --alpha: " + e.getMessage(), e);
    }
  }
}
