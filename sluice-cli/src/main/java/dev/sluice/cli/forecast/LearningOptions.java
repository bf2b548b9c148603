package dev.sluice.cli.forecast;

import dev.sluice.cli.options.Numbers;
import dev.sluice.cli.options.WeightDecayOption;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.forecast.Forecaster;
import dev.sluice.tasks.series.WindowBatch;
import dev.sluice.train.loop.Trainer;
import dev.sluice.train.optim.Adam;
import dev.sluice.train.optim.Schedule;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How a network learns: Adam, the rate falling along a cosine, gradients clipped to norm 1.
final class LearningOptions {
  @Option(
      names = "--epochs",
      paramLabel = "N",
      converter = Numbers.Times.class,
      description = "How often all training windows are seen at most. Default: ${DEFAULT-VALUE}.")
  private int epochs = 20;

  @Option(
      names = "--batch",
      paramLabel = "N",
      converter = Numbers.Times.class,
      description = "Windows of a step. Default: ${DEFAULT-VALUE}.")
  private int batch = 32;

  @Option(
      names = "--rate",
      paramLabel = "R",
      converter = Numbers.Rate.class,
      description = "The learning rate at the start; it falls to 0. Default: ${DEFAULT-VALUE}.")
  private double rate = 0.003;

  @Mixin private WeightDecayOption decay = new WeightDecayOption();

  @Option(
      names = "--patience",
      paramLabel = "N",
      converter = Numbers.Times.class,
      description =
          "Stop when the validation loss has not fallen for N epochs. Default: ${DEFAULT-VALUE}.")
  private int patience = 5;

  /// The trainer of a network.
  ///
  /// @param windows to train on
  Trainer<WindowBatch> trainer(Forecaster network, int windows, Seed seed) {
    long steps = (long) epochs * Math.ceilDiv(windows, batch);
    return Trainer.of(network)
        .optimizer(Adam.rate(Schedule.cosine(rate, steps)).weightDecay(decay.lambda()))
        .clipNorm(1)
        .batchSize(batch)
        .epochs(epochs)
        .patience(patience)
        .seed(seed.named("training"));
  }
}
