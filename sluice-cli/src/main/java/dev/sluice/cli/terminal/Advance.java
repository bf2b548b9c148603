package dev.sluice.cli.terminal;

import java.util.OptionalDouble;

/// Is told how far work on many things is.
public interface Advance {
  /// Nobody is told.
  Advance UNTOLD = (count, share) -> {};

  /// Tells that `count` things are done.
  ///
  /// @param share of the work done, from 0 to 1; empty where unknown
  void at(long count, OptionalDouble share);
}
