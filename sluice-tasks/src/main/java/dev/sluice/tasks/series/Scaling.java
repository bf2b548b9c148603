package dev.sluice.tasks.series;

/// Which rows share a mean and a standard deviation in a [Normaliser].
public enum Scaling {
  /// All groups together, for every column.
  POOLED,
  /// Each group by itself for the target columns, all groups together for the others.
  TARGET_PER_GROUP
}
