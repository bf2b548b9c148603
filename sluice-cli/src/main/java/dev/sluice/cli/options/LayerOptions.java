package dev.sluice.cli.options;

import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.train.loop.Recipe;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The layers that read whole sequences in both directions, as taggers and classifiers have them,
/// and what of their training does not differ between these.
public final class LayerOptions {
  @Mixin private StackOptions stack = new StackOptions(1);

  @Option(
      names = "--embedding",
      paramLabel = "N",
      converter = Numbers.Units.class,
      description =
          "Numbers that stand for a word, or another unit of text. Default: ${DEFAULT-VALUE}.")
  private int embedding = 100;

  @Option(
      names = "--least",
      paramLabel = "N",
      converter = Numbers.Times.class,
      description =
          "How often a word must come in training to be told apart from other rare ones. Default: ${DEFAULT-VALUE}.")
  private int least = 1;

  @Option(
      names = "--input-dropout",
      paramLabel = "RATE",
      converter = Numbers.Share.class,
      description =
          "Dropout on what the layers read. Default: as --dropout, a quarter of it for series.")
  private @Nullable Double inputDropout;

  @Mixin private WeightDecayOption decay = new WeightDecayOption();

  @Option(
      names = "--batch",
      paramLabel = "N",
      converter = Numbers.Times.class,
      description = "Sequences of a step. Default: ${DEFAULT-VALUE}.")
  private int batch = 32;

  /// Refuses what does not go together.
  public void check(CommandLine command) {
    stack.check(command);
  }

  /// Numbers that stand for a unit of text.
  public int embedding() {
    return embedding;
  }

  /// Dropout on what the layers read.
  ///
  /// @param otherwise if nothing was said
  public double inputDropout(double otherwise) {
    return inputDropout == null ? otherwise : inputDropout;
  }

  /// How often a word must come.
  public int least() {
    return least;
  }

  /// The layers.
  ///
  /// @param dropout between them, if there are several
  public RecurrentSpec<?> stack(int inputs, double dropout) {
    return stack.of(inputs, dropout).direction(Direction.BOTH);
  }

  /// Their training.
  ///
  /// @param sequences to train on
  public Recipe recipe(double rate, int epochs, int sequences) {
    double average = Recipe.averageFor(Recipe.steps(epochs, sequences, batch));
    return new Recipe(rate, epochs, batch, decay.lambda(), average);
  }
}
