package dev.sluice.tasks.forecast;

import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.series.WindowBatch;
import dev.sluice.tasks.series.Windows;
import dev.sluice.train.data.IndexedDataset;
import dev.sluice.train.loop.Objective;

/// A network that can be trained to forecast; [#freeze] gives the model that serves.
///
/// ```java
/// var net = Forecaster.create(ForecastSpec.of(split.encoder(), GruSpec.of(split.features(), 16)), Seed.of(42));
/// Trainer.of(net).optimizer(Adam.rate(3e-3)).fit(net.data(split.train()), net.data(split.validation()));
/// net.freeze().save(Path.of("weather.sluice"), Overwrite.REFUSE);
/// ```
///
/// What it learns is its spec's [Output].
public final class Forecaster implements Objective<WindowBatch> {
  private final ForecastSpec spec;
  private final Parameters parameters;
  private final ForecastNetwork network;

  private Forecaster(ForecastSpec spec, Parameters parameters) {
    this.spec = spec;
    this.parameters = parameters;
    this.network = ForecastNetwork.create(spec, parameters.root());
    parameters.complete();
  }

  /// A new network; equal specs and seeds give equal bits.
  public static Forecaster create(ForecastSpec spec, Seed seed) {
    return new Forecaster(spec, Parameters.initialised(seed));
  }

  /// What it computes.
  public ForecastSpec spec() {
    return spec;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  /// Windows as data to train on or to validate with.
  ///
  /// @throws IllegalArgumentException when batches are made, if the windows are of another kind
  ///   than the spec's encoder
  public IndexedDataset<WindowBatch> data(Windows windows) {
    return IndexedDataset.of(
        windows.size(), (items, number) -> spec.encoder().batch(windows, items));
  }

  /// Point, or lower end, point and upper end, of each target, standardised.
  ///
  /// @return `[B,H·D·P]`, step after step, for each step target after target, the P values next to
  ///   each other
  public Var forward(Tape tape, WindowBatch batch) {
    return network.forward(tape, batch.inputs(), batch.known());
  }

  /// The output's loss, see [Output].
  @Override
  public Var loss(Tape tape, WindowBatch batch) {
    return spec.output().loss().of(forward(tape, batch), tape.constant(batch.targets()));
  }

  @Override
  public double weight(WindowBatch batch) {
    return batch.inputs().lengths().batch();
  }

  ForecastNetwork network() {
    return network;
  }

  /// A copy of the network as it is now, whose numbers never change.
  public ForecastModel freeze() {
    return ForecastModel.freeze(spec, parameters);
  }

  @Override
  public String toString() {
    return "Forecaster[" + spec + ", " + parameters + "]";
  }
}
