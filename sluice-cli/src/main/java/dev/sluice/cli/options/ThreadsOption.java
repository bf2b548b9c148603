package dev.sluice.cli.options;

import picocli.CommandLine.Option;

/// How many threads compute.
public final class ThreadsOption {
  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = WholeNumber.Threads.class,
      description = "Threads; they change the time, never the result. Default: all cores.")
  private int threads = Runtime.getRuntime().availableProcessors();

  /// The number.
  public int count() {
    return threads;
  }
}
