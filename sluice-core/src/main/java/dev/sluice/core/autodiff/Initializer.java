package dev.sluice.core.autodiff;

import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Shape;

/// How a new parameter gets its first values.
@FunctionalInterface
public interface Initializer {
  /// Writes the values of a parameter of the given shape; equal seeds give equal bits.
  ///
  /// @param values `shape.size()` floats, row-major
  void fill(Floats values, Shape shape, Seed seed);
}
