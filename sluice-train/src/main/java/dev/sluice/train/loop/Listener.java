package dev.sluice.train.loop;

/// Hears what training does, on its thread and between its steps; libraries never print.
@FunctionalInterface
public interface Listener {
  /// Called at each event; an exception ends the training.
  void on(TrainingEvent event);
}
