package dev.sluice.cli.reproduce;

import dev.sluice.cli.options.SeedOption;
import dev.sluice.cli.options.ThreadsOption;
import dev.sluice.cli.options.WholeNumber;
import dev.sluice.core.model.ModelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What every table is asked for with.
final class ReproduceOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "Where the data are, see below.")
  private Path data;

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

  /// The folder of the data.
  ///
  /// @param what it holds, in words
  /// @throws ModelException if it is none
  Path folder(String what) {
    if (!Files.isDirectory(data)) {
      throw new ModelException(data + " is no directory; --data names the folder of " + what);
    }
    return data;
  }

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
