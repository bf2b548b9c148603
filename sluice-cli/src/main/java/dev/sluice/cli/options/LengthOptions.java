package dev.sluice.cli.options;

import dev.sluice.tasks.text.LengthLimit;
import picocli.CommandLine.Option;

/// How long sequences may be.
public final class LengthOptions {
  @Option(
      names = "--longest",
      paramLabel = "N",
      converter = Numbers.Steps.class,
      description =
          "Steps of the longest sequence to train on; the memory of training grows with it. Default: ${DEFAULT-VALUE}.")
  private int longest = 10_000;

  @Option(
      names = "--long",
      paramLabel = "refuse|split",
      description =
          "What is done about longer ones: refused, or split into pieces. Default: refuse.")
  private LengthLimit.Beyond beyond = LengthLimit.Beyond.REFUSE;

  /// What was said.
  public LengthLimit limit() {
    return new LengthLimit(longest, beyond);
  }
}
