package dev.sluice.cli.options;

import picocli.CommandLine.Option;

/// How weights are drawn to 0.
public final class WeightDecayOption {
  @Option(
      names = "--weight-decay",
      paramLabel = "L",
      converter = Numbers.Share.class,
      description = "Weight decay of AdamW. Default: ${DEFAULT-VALUE}.")
  private double decay;

  /// λ.
  public double lambda() {
    return decay;
  }
}
