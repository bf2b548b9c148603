package dev.sluice.cli.reproduce;

import dev.sluice.core.model.ModelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What every table that needs data is asked for with.
final class ReproduceOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "Where the data are, see below.")
  private Path data;

  @Mixin private RunsOptions runs = new RunsOptions();

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
    return runs.seeds();
  }

  /// The first seed.
  long firstSeed() {
    return runs.firstSeed();
  }

  int threads() {
    return runs.threads();
  }

  boolean json() {
    return runs.json();
  }
}
