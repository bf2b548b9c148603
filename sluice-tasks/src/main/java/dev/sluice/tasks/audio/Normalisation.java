package dev.sluice.tasks.audio;

/// By whose mean and deviation frames are normalised; how exactly, [FrameScale] says.
public enum Normalisation {
  /// Those of the training data: the same for every sound and moment.
  TRAINING,
  /// Those of the sound itself: takes away how a microphone colours it, and has to wait for its
  /// end.
  UTTERANCE,
  /// Those of the last seconds, beginning with the training data's: takes the colour away as well,
  /// and streams.
  RUNNING
}
