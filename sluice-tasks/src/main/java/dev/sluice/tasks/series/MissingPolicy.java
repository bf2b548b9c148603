package dev.sluice.tasks.series;

/// What is done where a file has no value: a row that is not there, a cell that is blank, `NaN` or
/// infinite.
public enum MissingPolicy {
  /// The file is refused; the first place is named.
  FAIL,
  /// The value stays missing, and no window that would touch it is made.
  SKIP,
  /// The last value before it holds. A group that begins with a missing value is refused.
  IMPUTE
}
