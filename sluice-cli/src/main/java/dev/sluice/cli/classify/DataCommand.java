package dev.sluice.cli.classify;

import dev.sluice.cli.options.Numbers;
import dev.sluice.cli.options.SeedOption;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.tasks.classify.LocalizedDates;
import dev.sluice.tasks.classify.Sample;
import dev.sluice.tasks.translate.Dates;
import dev.sluice.tasks.translate.Pair;
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
        "Writes data to try things with, which need no download: dates as the JDK writes them.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "languages: the tag of one of 24 languages, a blank and a date, to tell languages by.",
      "dates: a date of one of eight languages, a tab and the same date of ISO 8601, to translate.",
      "They are synthetic.",
      "",
      "Examples:",
      "  sluice data languages > languages.txt",
      "  sluice train classify --data languages.txt --units characters --epochs 3",
      "  echo 'tisdag 3 mars 2026' | sluice predict languages.sluice",
      "  sluice data dates --count 1000 > dates.tsv",
      "  sluice train translate --data dates.tsv --units characters --dropout 0.1 --smoothing 0"
    })
public final class DataCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(paramLabel = "languages|dates", description = "What is written.")
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
    LANGUAGES,
    DATES
  }

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine());
    switch (kind) {
      case LANGUAGES -> {
        for (Sample.Labelled each : LocalizedDates.samples(count, seed.seed().named(kind.name()))) {
          terminal.data(each.label() + " " + ((Sample.Text) each.sample()).text());
        }
      }
      case DATES -> {
        int all = Math.multiplyExact(count, Dates.locales().size());
        for (Pair each : Dates.pairs(all, Dates.Part.TRAIN, seed.seed().named(kind.name()))) {
          terminal.data(each.source() + "\t" + each.target());
        }
      }
    }
    return 0;
  }
}
