package dev.sluice.train.loop;

import dev.sluice.core.autodiff.Parameter;
import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.model.Checkpoint;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.train.data.CarriedState;
import dev.sluice.train.optim.Optimizer;
import dev.sluice.train.optim.OptimizerState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/// A run as a [Checkpoint] and back.
///
/// ```
/// meta      what must be the same: network, optimiser, batch size, seed
/// counters  step, epoch, batch; losses as the bits of doubles
/// sections  parameters, best, carried, optimizer.<slot>
/// ```
final class Snapshot {
  private static final String SLOT = "optimizer.";

  private final Trainer<?> trainer;

  Snapshot(Trainer<?> trainer) {
    this.trainer = trainer;
  }

  Checkpoint of(RunState state) {
    Map<String, Long> counters = new LinkedHashMap<>();
    counters.put("step", state.step);
    counters.put("epoch", (long) state.epoch);
    counters.put("batch", state.batch);
    counters.put("lossSum", bits(state.lossSum));
    counters.put("weightSum", bits(state.weightSum));
    counters.put("bestEpoch", (long) state.bestEpoch);
    counters.put("bestLoss", bits(state.bestLoss));
    for (EpochLoss losses : state.history) {
      counters.put("train." + losses.epoch(), bits(losses.train()));
      losses
          .validation()
          .ifPresent(loss -> counters.put("validation." + losses.epoch(), bits(loss)));
    }
    OptimizerState optimizer = trainer.optimizer.state();
    counters.put("optimizerSteps", optimizer.steps());

    Map<String, float[]> sections = new LinkedHashMap<>();
    sections.put("parameters", trainer.objective.parameters().values());
    if (state.bestValues != null) {
      sections.put("best", state.bestValues);
    }
    optimizer.slots().forEach((name, values) -> sections.put(SLOT + name, values));
    trainer
        .objective
        .carried()
        .ifPresent(carried -> {
          counters.put("carriedBatch", (long) carried.batch());
          sections.put("carried", carried.values());
        });
    return new Checkpoint(identity(), counters, sections);
  }

  RunState restore(Checkpoint checkpoint) {
    check(checkpoint.meta());
    Map<String, Long> counters = checkpoint.counters();
    Map<String, float[]> sections = checkpoint.sections();
    RunState state = new RunState();
    state.step = counter(counters, "step");
    state.epoch = Math.toIntExact(counter(counters, "epoch"));
    state.batch = counter(counters, "batch");
    state.lossSum = Double.longBitsToDouble(counter(counters, "lossSum"));
    state.weightSum = Double.longBitsToDouble(counter(counters, "weightSum"));
    state.bestEpoch = Math.toIntExact(counter(counters, "bestEpoch"));
    state.bestLoss = Double.longBitsToDouble(counter(counters, "bestLoss"));
    for (int epoch = 1; epoch <= state.epoch; epoch++) {
      Long validation = counters.get("validation." + epoch);
      state.history.add(
          new EpochLoss(
              epoch,
              Double.longBitsToDouble(counter(counters, "train." + epoch)),
              validation == null
                  ? OptionalDouble.empty()
                  : OptionalDouble.of(Double.longBitsToDouble(validation))));
    }
    state.bestValues = sections.get("best");
    trainer.objective.parameters().set(section(sections, "parameters"));
    restoreOptimizer(counters, sections);
    CarriedState carried = trainer.objective.carried().orElse(null);
    if (carried != null) {
      int rows = Math.toIntExact(counter(counters, "carriedBatch"));
      carried.restore(section(sections, "carried"), rows);
    }
    return state;
  }

  private void restoreOptimizer(Map<String, Long> counters, Map<String, float[]> sections) {
    Optimizer optimizer = trainer.optimizer;
    Map<String, float[]> slots = new LinkedHashMap<>();
    for (String name : optimizer.slotNames()) {
      float[] values = sections.get(SLOT + name);
      if (values != null) {
        slots.put(name, values);
      }
    }
    optimizer.restore(new OptimizerState(counter(counters, "optimizerSteps"), slots));
  }

  /// What a checkpoint and the trainer that takes it up must have in common.
  private JsonObject identity() {
    Parameters parameters = trainer.objective.parameters();
    JsonObject.Builder network = JsonObject.builder();
    for (Parameter parameter : parameters.all()) {
      network.put(parameter.name(), parameter.shape().toString());
    }
    return JsonObject.builder()
        .put("optimizer", trainer.optimizer.getClass().getSimpleName())
        .put("batchSize", Integer.toString(trainer.batchSize))
        .put("seed", Long.toHexString(trainer.seed.key()))
        .put("network", network.build())
        .build();
  }

  private void check(JsonObject meta) {
    identity()
        .members()
        .forEach((name, mine) -> {
          if (!meta.get(name).filter(mine::equals).isPresent()) {
            throw new IllegalStateException(
                "the checkpoint has %s %s, this trainer %s; train with the same, or begin in another directory"
                    .formatted(name, meta.get(name).map(Object::toString).orElse("(none)"), mine));
          }
        });
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }

  private static long counter(Map<String, Long> counters, String name) {
    Long value = counters.get(name);
    if (value == null) {
      throw missing(name);
    }
    return value;
  }

  private static float[] section(Map<String, float[]> sections, String name) {
    float[] values = sections.get(name);
    if (values == null) {
      throw missing(name);
    }
    return values;
  }

  private static IllegalStateException missing(String name) {
    return new IllegalStateException(
        "the checkpoint has no " + name + ": it is not one of this kind of training");
  }
}
