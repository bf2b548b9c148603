package dev.sluice.train.loop;

import dev.sluice.core.autodiff.Parameter;
import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.model.Checkpoint;
import dev.sluice.core.model.json.Json;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.train.data.CarriedState;
import dev.sluice.train.optim.Optimizer;
import dev.sluice.train.optim.OptimizerState;
import dev.sluice.train.optim.Plateau;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A run as a [Checkpoint] and back.
///
/// ```
/// meta      what must be the same: network, optimiser, batch size, seed, measure
/// counters  step, epoch, batch; losses and the plateau's standing as the bits of doubles
/// sections  parameters, best, average, carried, optimizer.<slot>
/// ```
///
/// Plateau and average are there where the run has them. A run that is to have them and goes on
/// from a checkpoint without begins them there.
final class Snapshot {
  private static final String SLOT = "optimizer.";
  private static final String SEED = "seed";
  private static final String VALIDATION = "validation.";
  private static final String MEASURE = "measure.";

  private final Trainer<?> trainer;

  Snapshot(Trainer<?> trainer) {
    this.trainer = trainer;
  }

  Checkpoint of(RunState state) {
    Ledger ledger = new Ledger();
    ledger.put("step", state.step);
    ledger.put("epoch", state.epoch);
    ledger.put("batch", state.batch);
    ledger.putReal("lossSum", state.lossSum);
    ledger.putReal("weightSum", state.weightSum);
    ledger.put("bestEpoch", state.bestEpoch);
    for (EpochLoss losses : state.history) {
      ledger.putReal("train." + losses.epoch(), losses.train());
      losses.validation().ifPresent(loss -> ledger.putReal(VALIDATION + losses.epoch(), loss));
      losses.measure().ifPresent(value -> ledger.putReal(MEASURE + losses.epoch(), value));
    }
    OptimizerState optimizer = trainer.optimizer.state();
    ledger.put("optimizerSteps", optimizer.steps());
    ledger.put("parameters", trainer.objective.parameters().values());
    if (state.bestValues != null) {
      ledger.put("best", state.bestValues);
    }
    optimizer.slots().forEach((name, values) -> ledger.put(SLOT + name, values));
    if (trainer.plateau != null) {
      ledger.putReal("plateauScale", state.plateau.scale());
      ledger.putReal("plateauBest", state.plateau.best());
      ledger.put("plateauEpochs", state.plateau.epochs());
    }
    if (state.average != null) {
      ledger.put("averageSteps", state.average.steps());
      ledger.put("average", state.average.values);
    }
    trainer
        .objective
        .carried()
        .ifPresent(carried -> {
          ledger.put("carriedBatch", carried.batch());
          ledger.put("carried", carried.values());
        });
    return new Checkpoint(identity(), ledger.counters, ledger.sections);
  }

  RunState restore(Checkpoint checkpoint) {
    check(checkpoint.meta());
    Ledger ledger = new Ledger(checkpoint);
    RunState state = new RunState();
    state.step = ledger.counter("step");
    state.epoch = ledger.small("epoch");
    state.batch = ledger.counter("batch");
    state.lossSum = ledger.real("lossSum");
    state.weightSum = ledger.real("weightSum");
    state.bestEpoch = ledger.small("bestEpoch");
    for (int epoch = 1; epoch <= state.epoch; epoch++) {
      state.history.add(
          new EpochLoss(
              epoch,
              ledger.real("train." + epoch),
              ledger.realIfThere(VALIDATION + epoch),
              ledger.realIfThere(MEASURE + epoch)));
    }
    state.bestValues = ledger.sections.get("best");
    trainer.objective.parameters().set(ledger.section("parameters"));
    restoreOptimizer(ledger);
    if (trainer.plateau != null && ledger.has("plateauScale")) {
      state.plateau =
          new Plateau.Standing(
              ledger.real("plateauScale"),
              ledger.real("plateauBest"),
              ledger.small("plateauEpochs"));
    }
    if (trainer.averageDecay > 0 && ledger.has("averageSteps")) {
      state.average = new Average(ledger.section("average"), ledger.counter("averageSteps"));
    }
    CarriedState carried = trainer.objective.carried().orElse(null);
    if (carried != null) {
      carried.restore(ledger.section("carried"), ledger.small("carriedBatch"));
    }
    return state;
  }

  private void restoreOptimizer(Ledger ledger) {
    Optimizer optimizer = trainer.optimizer;
    Map<String, float[]> slots = new LinkedHashMap<>();
    for (String name : optimizer.slotNames()) {
      float[] values = ledger.sections.get(SLOT + name);
      if (values != null) {
        slots.put(name, values);
      }
    }
    optimizer.restore(new OptimizerState(ledger.counter("optimizerSteps"), slots));
  }

  /// What a checkpoint and the trainer that takes it up must have in common.
  private JsonObject identity() {
    Parameters parameters = trainer.objective.parameters();
    JsonObject.Builder network = JsonObject.builder();
    for (Parameter parameter : parameters.all()) {
      network.put(parameter.name(), parameter.shape().toString());
    }
    JsonObject.Builder all =
        JsonObject.builder()
            .put("optimizer", trainer.optimizer.getClass().getSimpleName())
            .put("batchSize", Integer.toString(trainer.batchSize))
            .put(SEED, Long.toHexString(trainer.seed.key()))
            .put("network", network.build());
    return (trainer.measure == null ? all : all.put("measure", trainer.measure.name())).build();
  }

  private void check(JsonObject stored) {
    JsonObject mine = identity();
    Set<String> names = new LinkedHashSet<>(mine.members().keySet());
    names.addAll(stored.members().keySet());
    for (String name : names) {
      if (!mine.get(name).equals(stored.get(name))) {
        throw new IllegalStateException(
            difference(name, told(stored.get(name)), told(mine.get(name)))
                + "; train with the same, or begin in another directory");
      }
    }
  }

  private static String told(Optional<Json> value) {
    return value.map(Json::toString).orElse("(none)");
  }

  /// A seed is stored mixed, so its number would say nothing to anybody.
  private static String difference(String name, String stored, String mine) {
    return name.equals(SEED)
        ? "the checkpoint was made with another seed than this trainer's"
        : "the checkpoint has %s %s, this trainer %s".formatted(name, stored, mine);
  }
}
