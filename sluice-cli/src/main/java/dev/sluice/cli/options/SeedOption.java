package dev.sluice.cli.options;

import dev.sluice.core.tensor.Seed;
import picocli.CommandLine.Option;

/// What all that is random depends on.
public final class SeedOption {
  /// What it is if nothing is said.
  public static final long DEFAULT = 1;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Random seed. Default: ${DEFAULT-VALUE}.")
  private long seed = DEFAULT;

  /// The number.
  public long number() {
    return seed;
  }

  /// The key.
  public Seed seed() {
    return Seed.of(seed);
  }
}
