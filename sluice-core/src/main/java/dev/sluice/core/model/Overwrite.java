package dev.sluice.core.model;

/// What to do when the place to write to is taken.
public enum Overwrite {
  /// Throw, and leave what is there.
  REFUSE,
  /// Put the new content in its place at once, by renaming; a failure before that leaves the old
  /// content.
  REPLACE
}
