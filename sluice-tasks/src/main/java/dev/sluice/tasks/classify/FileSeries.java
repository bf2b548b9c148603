package dev.sluice.tasks.classify;

import java.util.Optional;

/// A series of a file, read or broken: one that is broken leaves the others as they are.
public sealed interface FileSeries {
  /// What is done about the classes of series.
  enum Classes {
    /// Each has one, or is broken.
    NEEDED,
    /// They need not be there, and are not read.
    PASSED_OVER
  }

  /// What it is called: the cell that tells it from others, or its number among the samples of the
  /// file, from 1 on.
  String key();

  /// One that was read.
  ///
  /// @param place its file and first line, for messages
  /// @param label its class; empty where classes are passed over
  record Read(String key, String place, Sample.Series series, Optional<String> label)
      implements FileSeries {}

  /// One that cannot be read.
  ///
  /// @param why what is wrong with it and how to mend it, with file, line and column
  record Broken(String key, String why) implements FileSeries {}
}
