package dev.sluice.tasks.series;

/// How a network is told which group a window belongs to.
public enum GroupCoding {
  /// Not at all: one behaviour for every group, also for groups that training did not see.
  NONE,
  /// One input per group, 1 for the window's own; what is known of a target day gets a block per
  /// group.
  ONE_HOT
}
