package dev.sluice.tasks.forecast;

import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.series.FeatureEncoder;
import dev.sluice.tasks.series.WindowBatch;
import dev.sluice.tasks.series.Windows;
import dev.sluice.train.data.IndexedDataset;
import dev.sluice.train.loop.Trainer;
import dev.sluice.train.optim.Adam;
import dev.sluice.train.optim.Schedule;
import java.util.stream.IntStream;

/// What network over segments is trained for a published table ([SegRnn], [M4Hourly]), and how:
/// Adam along half a cosine, averaged parameters; those of the best epoch on validation are kept.
///
/// @param units d, of the GRU and of the codes of segments and places
/// @param segment w, hours in a segment
/// @param straightSteps L, the last hours that reach the answer on a straight path too
/// @param place what the decoder knows of what it is to say
/// @param output what it says, and is trained by
/// @param dropout rate before the last layer
/// @param rate the learning rate at first
/// @param epochs at most
/// @param windows drawn for each epoch, or all if there are fewer
/// @param average decay of the average of the parameters over the steps
public record SegmentTraining(
    int units,
    int segment,
    int straightSteps,
    Architecture.Place place,
    Output output,
    double dropout,
    double rate,
    int epochs,
    int windows,
    double average) {
  private static final int BATCH = 64;
  private static final int WARM_UP = 20;
  private static final int FAR = 336;

  /// Neighbouring windows are much alike: so many are left out between two of the validation.
  private static final int STRIDE = 8;

  /// What was chosen on validation: far ahead, training and validation part soon.
  public static SegmentTraining of(SegRnn field) {
    int epochs = field.horizon() < FAR ? 8 : 4;
    return switch (field.set()) {
      case ETTH1 -> of(Architecture.Place.POSITION_AND_TARGET, 0.1, epochs);
      case ETTH2 -> of(Architecture.Place.POSITION, 0.3, epochs);
    };
  }

  private static SegmentTraining of(Architecture.Place place, double dropout, int epochs) {
    return new SegmentTraining(64, 48, 0, place, Output.MEDIAN, dropout, 6e-3, epochs, 3200, 0.98);
  }

  /// The network, not yet trained.
  public Forecaster forecaster(FeatureEncoder encoder, Seed seed) {
    ForecastSpec spec =
        ForecastSpec.segments(encoder, GruSpec.pytorch(units, units), segment)
            .with(new Architecture.Segments(segment, place, straightSteps))
            .output(output)
            .dropout(dropout);
    return Forecaster.create(spec, seed);
  }

  /// Windows to train on.
  public IndexedDataset<WindowBatch> data(Forecaster network, Windows training) {
    return network.data(training).perEpoch(Math.min(windows, training.size()));
  }

  /// Windows to find the best epoch with: one in eight.
  public IndexedDataset<WindowBatch> validation(Forecaster network, Windows validation) {
    int[] some = IntStream.range(0, validation.size()).filter(i -> i % STRIDE == 0).toArray();
    return network.data(validation).subset(some);
  }

  /// The trainer; listener, threads and stop signal may be added.
  public Trainer<WindowBatch> trainer(Forecaster network, Seed seed) {
    long steps = (long) epochs * Math.ceilDiv(windows, BATCH);
    return Trainer.of(network)
        .optimizer(Adam.rate(Schedule.cosine(rate, steps).warmUp(WARM_UP)))
        .average(average)
        .batchSize(BATCH)
        .epochs(epochs)
        .seed(seed);
  }
}
