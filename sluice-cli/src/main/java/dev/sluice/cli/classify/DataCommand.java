package dev.sluice.cli.classify;

import dev.sluice.cli.options.Numbers;
import dev.sluice.cli.options.SeedOption;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.tasks.classify.LocalizedDates;
import dev.sluice.tasks.classify.Sample;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Data to try things with, which the JDK has.
@Command(
    name = "data",
    description =
        "Writes data to try things with, which need no download: dates as the JDK writes them in 24 languages.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Each line is the tag of a language, a blank and a date. They are synthetic.",
      "",
      "Example:",
      "  sluice data languages > languages.txt",
      "  sluice train classify --data languages.txt --units characters --epochs 3",
      "  echo 'tisdag 3 mars 2026' | sluice predict languages.sluice"
    })
public final class DataCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(paramLabel = "languages", description = "What is written.")
  private Kind kind = Kind.LANGUAGES;

  @Option(
      names = "--count",
      paramLabel = "N",
      converter = Numbers.Times.class,
      description = "Dates of each language. Default: ${DEFAULT-VALUE}.")
  private int count = 200;

  @Mixin private SeedOption seed = new SeedOption();

  /// What there is.
  enum Kind {
    LANGUAGES
  }

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine());
    for (Sample.Labelled each : LocalizedDates.samples(count, seed.seed().named(kind.name()))) {
      terminal.data(each.label() + " " + ((Sample.Text) each.sample()).text());
    }
    return 0;
  }
}
