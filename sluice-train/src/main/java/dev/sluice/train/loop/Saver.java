package dev.sluice.train.loop;

import dev.sluice.core.model.CheckpointStore;
import dev.sluice.train.loop.TrainingEvent.CheckpointWritten;
import dev.sluice.train.loop.TrainingEvent.Resumed;
import org.jspecify.annotations.Nullable;

/// Takes a run's state from the directory of checkpoints and puts it there.
final class Saver {
  private final Trainer<?> trainer;
  private final @Nullable Checkpoints checkpoints;
  private final RunState state;

  private Saver(Trainer<?> trainer, RunState state) {
    this.trainer = trainer;
    this.checkpoints = trainer.checkpoints;
    this.state = state;
  }

  /// For a run that is thrown away.
  static Saver none(Trainer<?> trainer) {
    return new Saver(trainer, new RunState());
  }

  /// For a run from the beginning.
  static Saver begin(Trainer<?> trainer) {
    Checkpoints checkpoints = trainer.checkpoints;
    if (checkpoints != null && CheckpointStore.in(checkpoints.directory()).newest().isPresent()) {
      throw new IllegalStateException(
          checkpoints.directory()
              + " has checkpoints of an earlier run; resume() it, or choose another directory");
    }
    if (trainer.optimizer.steps() > 0) {
      throw new IllegalStateException(
          trainer.optimizer + " has trained already and remembers it; take a new one");
    }
    return new Saver(trainer, new RunState());
  }

  /// For a run that goes on from the newest checkpoint, or from the beginning if there is none.
  static Saver resume(Trainer<?> trainer) {
    Checkpoints checkpoints = trainer.checkpoints;
    if (checkpoints == null) {
      throw new IllegalStateException("resume() needs checkpoints(…), to know from where");
    }
    CheckpointStore.Found found = CheckpointStore.in(checkpoints.directory()).newest().orElse(null);
    if (found == null) {
      return begin(trainer);
    }
    RunState state = new Snapshot(trainer).restore(found.checkpoint());
    trainer.listener.on(new Resumed(found.path(), state.step, found.skipped()));
    return new Saver(trainer, state);
  }

  RunState state() {
    return state;
  }

  void stepDone() {
    if (checkpoints != null
        && checkpoints.everySteps() > 0
        && state.step % checkpoints.everySteps() == 0) {
      save();
    }
  }

  void epochDone() {
    if (checkpoints != null
        && checkpoints.everyEpochs() > 0
        && state.epoch % checkpoints.everyEpochs() == 0) {
      save();
    }
  }

  /// Writes a checkpoint, where there is a directory.
  void save() {
    if (checkpoints == null) {
      return;
    }
    new Guard(trainer).save(state);
    CheckpointStore.in(checkpoints.directory()).write(state.step, new Snapshot(trainer).of(state));
    trainer.listener.on(new CheckpointWritten(checkpoints.directory(), state.step));
  }
}
