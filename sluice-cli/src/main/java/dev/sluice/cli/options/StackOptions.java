package dev.sluice.cli.options;

import dev.sluice.core.nn.RecurrentSpec;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Recurrent layers on top of each other.
public final class StackOptions {
  @Mixin private CellOptions cell = new CellOptions();

  @Option(
      names = "--hidden",
      paramLabel = "N",
      converter = Numbers.Units.class,
      description = "Units of a layer in each direction. Default: ${DEFAULT-VALUE}.")
  private int hidden = 128;

  @Option(
      names = "--layers",
      paramLabel = "N",
      converter = Numbers.Layers.class,
      description = "Layers on top of each other. Default: ${DEFAULT-VALUE}.")
  private int layers;

  /// @param layers if nothing is said
  public StackOptions(int layers) {
    this.layers = layers;
  }

  /// Refuses what does not go together.
  public void check(CommandLine command) {
    cell.check(command);
  }

  /// The layers.
  ///
  /// @param dropout between them, if there are several
  public RecurrentSpec<?> of(int inputs, double dropout) {
    return cell.stack(inputs, hidden, layers, dropout);
  }
}
