package dev.sluice.train.loop;

import dev.sluice.core.autodiff.Gradients;
import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Seed;
import dev.sluice.train.data.Dataset;
import dev.sluice.train.loop.TrainingEvent.EpochEnded;
import dev.sluice.train.loop.TrainingEvent.Parted;
import dev.sluice.train.loop.TrainingEvent.Progress;
import dev.sluice.train.loop.TrainingEvent.RateLowered;
import dev.sluice.train.loop.TrainingEvent.Started;
import dev.sluice.train.loop.TrainingEvent.Stepped;
import dev.sluice.train.optim.Plateau;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// One training run: epochs, steps, validation.
final class Run<B> {
  /// What a run learns from.
  ///
  /// @param validation null for none
  record Data<B>(Dataset<B> train, @Nullable Dataset<B> validation) {}

  private enum Epoch {
    DONE,
    STOPPED
  }

  private final Trainer<B> trainer;
  private final Parameters parameters;
  private final Data<B> data;
  private final Workspace workspace;
  private final Guard guard;
  private final Saver saver;
  private final RunState state;
  private final Seed orders;
  private final Seed noise;
  private final WeightNoise weightNoise;
  private final Stash stash;
  private final long firstStep;
  private final long began = System.nanoTime();

  Run(Trainer<B> trainer, Data<B> data, Workspace workspace, Saver saver) {
    this.trainer = trainer;
    this.parameters = trainer.objective.parameters();
    this.data = data;
    this.workspace = workspace;
    this.guard = new Guard(trainer);
    this.saver = saver;
    this.state = saver.state();
    this.orders = trainer.seed.named("order");
    this.noise = trainer.seed.named("noise");
    this.weightNoise = new WeightNoise(trainer.noiseSigma, trainer.seed.named("weights"));
    this.stash = new Stash(parameters);
    if (trainer.averageDecay > 0 && state.average == null) {
      state.average = new Average(new float[parameters.size()], 0);
    }
    this.firstStep = state.step;
  }

  TrainingReport go() {
    trainer.listener.on(
        new Started(
            parameters.size(),
            trainer.epochs,
            data.train.count(trainer.batchSize),
            Optional.ofNullable(trainer.measure).map(Measure::name)));
    guard.begin();
    while (state.epoch < trainer.epochs && !state.isStale(trainer.patience)) {
      if (runEpoch() == Epoch.STOPPED) {
        saver.save();
        return report(Outcome.INTERRUPTED);
      }
    }
    saver.save();
    if (state.bestValues != null) {
      parameters.set(state.bestValues);
    } else if (state.average != null) {
      parameters.set(state.average.values);
    }
    return report(state.epoch < trainer.epochs ? Outcome.EARLY_STOPPED : Outcome.COMPLETED);
  }

  private TrainingReport report(Outcome outcome) {
    return new TrainingReport(outcome, state.history, state.bestEpoch, state.step, seconds());
  }

  private Epoch runEpoch() {
    Iterator<B> batches = batches(state.epoch).iterator();
    for (long skip = 0; skip < state.batch; skip++) {
      if (!batches.hasNext()) {
        throw new IllegalStateException(
            "the checkpoint is behind batch %d of an epoch, the data have %d; resume with the same data"
                .formatted(state.batch, skip));
      }
      batches.next();
    }
    while (batches.hasNext()) {
      if (trainer.stop.isRequested()) {
        return Epoch.STOPPED;
      }
      step(batches.next());
      saver.stepDone();
    }
    if (state.batch == 0) {
      throw new IllegalArgumentException("the training data are empty: there is no batch");
    }
    Found found = Found.NOTHING;
    if (data.validation != null) {
      found = validate(data.validation);
      if (found.loss.isEmpty()) {
        return Epoch.STOPPED;
      }
    }
    endEpoch(found);
    return Epoch.DONE;
  }

  private void endEpoch(Found found) {
    Average average = state.average;
    state.epochDone(
        found.loss, found.measure, average == null ? parameters.values() : average.values);
    trainer.listener.on(new EpochEnded(state.history.getLast(), state.bestEpoch, progress()));
    Plateau plateau = trainer.plateau;
    if (plateau != null && found.loss.isPresent()) {
      double before = state.plateau.scale();
      state.plateau = plateau.next(state.plateau, found.loss.getAsDouble());
      if (state.plateau.scale() < before) {
        trainer.listener.on(new RateLowered(state.epoch, state.plateau.scale()));
      }
    }
    Overfitting.in(state.history)
        .filter(warning -> warning.now().epoch() == state.epoch)
        .ifPresent(warning -> trainer.listener.on(new Parted(warning)));
    saver.epochDone();
  }

  /// The training batches of an epoch, counted from 0.
  Iterable<B> batches(int epoch) {
    return data.train.batches(trainer.batchSize, orders.at(epoch));
  }

  /// The batch of an epoch that takes the most memory, where that is known.
  Optional<B> heaviest(int epoch) {
    return data.train.heaviest(trainer.batchSize, orders.at(epoch));
  }

  void step(B batch) {
    try (Tape tape = workspace.record(noise.at(state.step))) {
      Pass pass =
          weightNoise.sigma() == 0
              ? pass(tape, batch)
              : stash.during(
                  values -> weightNoise.add(values, state.step), () -> pass(tape, batch));
      float norm = pass.norm;
      double scale = state.plateau.scale();
      double rate = trainer.optimizer.rate() * scale;
      trainer.optimizer.step(
          parameters,
          norm <= trainer.clipNorm ? pass.gradients : pass.gradients.times(trainer.clipNorm / norm),
          scale);
      if (state.average != null) {
        state.average.add(parameters.values(), trainer.averageDecay);
      }
      state.batchDone(pass.loss, trainer.objective.weight(batch));
      trainer.listener.on(
          new Stepped(state.step, state.epoch + 1, pass.loss, norm, rate, progress()));
    }
  }

  /// Forward and backward of a batch.
  private record Pass(float loss, Gradients gradients, float norm) {}

  private Pass pass(Tape tape, B batch) {
    Var loss = trainer.objective.loss(tape, batch);
    float value = guard.loss(loss, state);
    Gradients gradients = tape.backward(loss);
    return new Pass(value, gradients, guard.norm(gradients, state));
  }

  /// What a validation found; nothing if it was stopped.
  private record Found(OptionalDouble loss, OptionalDouble measure) {
    static final Found NOTHING = new Found(OptionalDouble.empty(), OptionalDouble.empty());
  }

  private Found validate(Dataset<B> validation) {
    Average average = state.average;
    return average == null
        ? found(validation)
        : stash.during(
            values -> System.arraycopy(average.values, 0, values, 0, values.length),
            () -> found(validation));
  }

  private Found found(Dataset<B> validation) {
    OptionalDouble loss = loss(validation);
    Measure measure = trainer.measure;
    if (loss.isEmpty() || measure == null) {
      return new Found(loss, OptionalDouble.empty());
    }
    OptionalDouble value = measure.value(workspace, trainer.stop);
    if (Double.isNaN(value.orElse(0))) {
      throw new IllegalStateException(
          measure.name()
              + " of epoch "
              + (state.epoch + 1)
              + " is NaN; a measure has to be a number");
    }
    return value.isEmpty() ? Found.NOTHING : new Found(loss, value);
  }

  /// The mean validation loss, or empty if it was stopped.
  private OptionalDouble loss(Dataset<B> validation) {
    double sum = 0;
    double weights = 0;
    for (B batch : validation.batches(trainer.batchSize)) {
      if (trainer.stop.isRequested()) {
        return OptionalDouble.empty();
      }
      try (Tape tape = workspace.inference()) {
        double weight = trainer.objective.weight(batch);
        sum += weight * guard.loss(trainer.objective.loss(tape, batch), state);
        weights += weight;
      }
    }
    if (weights == 0) {
      throw new IllegalArgumentException("the validation data are empty: nothing in them counts");
    }
    return OptionalDouble.of(sum / weights);
  }

  private Progress progress() {
    OptionalLong perEpoch = data.train.count(trainer.batchSize);
    OptionalLong total =
        perEpoch.isEmpty()
            ? OptionalLong.empty()
            : OptionalLong.of(perEpoch.getAsLong() * trainer.epochs);
    return new Progress(state.step, total, (state.step - firstStep) / seconds());
  }

  private double seconds() {
    return Math.max(1, System.nanoTime() - began) * 1e-9;
  }
}
