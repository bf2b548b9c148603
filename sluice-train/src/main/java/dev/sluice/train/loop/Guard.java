package dev.sluice.train.loop;

import dev.sluice.core.autodiff.Gradients;
import dev.sluice.core.autodiff.Parameter;
import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.tensor.Floats;
import java.util.Optional;

/// Stops training at the first NaN or infinity and says where it arose.
final class Guard {
  private final Trainer<?> trainer;

  Guard(Trainer<?> trainer) {
    this.trainer = trainer;
  }

  /// The value of a loss.
  float loss(Var loss, RunState state) {
    float value = loss.item();
    if (!Float.isFinite(value)) {
      String where =
          badParameter()
              .or(() -> loss.tape().firstNonFinite())
              .map(found -> ": " + found)
              .orElse("");
      throw diverged(state.step + 1, state, "the loss is " + value + where);
    }
    return value;
  }

  /// The norm of gradients.
  float norm(Gradients gradients, RunState state) {
    float norm = gradients.norm();
    if (!Float.isFinite(norm)) {
      throw diverged(
          state.step + 1,
          state,
          gradients
              .firstNonFinite()
              .map(parameter -> "the gradient of parameter " + parameter + " is not finite")
              .orElse("the norm of the gradients is beyond the range of a float"));
    }
    return norm;
  }

  /// Refuses to begin with parameters that are not finite.
  void begin() {
    badParameter()
        .ifPresent(found -> {
          throw new IllegalArgumentException(
              found + "; training needs finite values to begin with");
        });
  }

  /// Refuses to save parameters that are not finite: what is saved must be good to go on from.
  void save(RunState state) {
    badParameter()
        .ifPresent(found -> {
          throw diverged(state.step, state, found);
        });
  }

  private Optional<String> badParameter() {
    Parameters parameters = trainer.objective.parameters();
    for (Parameter parameter : parameters.all()) {
      Floats values = parameter.values();
      for (int i = 0; i < values.length(); i++) {
        if (!Float.isFinite(values.get(i))) {
          return Optional.of(
              "parameter %s is %s at element %d".formatted(parameter, values.get(i), i));
        }
      }
    }
    return Optional.empty();
  }

  private TrainingDiverged diverged(long step, RunState state, String what) {
    String clip =
        trainer.clipNorm == Float.POSITIVE_INFINITY
            ? "clip the gradients with clipNorm"
            : "clip below clipNorm " + trainer.clipNorm;
    String kept =
        trainer.checkpoints == null
            ? ""
            : "; the last good checkpoint is in " + trainer.checkpoints.directory();
    return new TrainingDiverged(
        step,
        "training diverged at step %d (epoch %d): %s; lower the rate (now %s) or %s%s"
            .formatted(
                step,
                state.epoch + 1,
                what,
                trainer.optimizer.rate() * state.plateau.scale(),
                clip,
                kept));
  }
}
