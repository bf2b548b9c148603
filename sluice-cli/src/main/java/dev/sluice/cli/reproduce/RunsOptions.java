package dev.sluice.cli.reproduce;

import dev.sluice.cli.options.SeedOption;
import dev.sluice.cli.options.ThreadsOption;
import dev.sluice.cli.options.WholeNumber;
import java.util.stream.LongStream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How often something is trained, with what, and how that is told.
final class RunsOptions {
  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1",
      converter = WholeNumber.Times.class,
      description =
          "How often each is trained, with seeds of its own from --seed on. Default: ${DEFAULT-VALUE}.")
  private int seeds;

  @Mixin private SeedOption seed = new SeedOption();
  @Mixin private ThreadsOption threads = new ThreadsOption();

  @Option(names = "--json", description = "Results as JSON lines.")
  private boolean json;

  /// The seeds, in order.
  LongStream seeds() {
    return LongStream.range(seed.number(), seed.number() + seeds);
  }

  /// The first seed.
  long firstSeed() {
    return seed.number();
  }

  int threads() {
    return threads.count();
  }

  boolean json() {
    return json;
  }
}
