package dev.sluice.core.autodiff;

import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;

/// A named slice of a network's [Parameters].
public final class Parameter {
  private final Parameters owner;
  private final String name;
  private final Shape shape;
  private final int offset;

  Parameter(Parameters owner, String name, Shape shape, int offset) {
    this.owner = owner;
    this.name = name;
    this.shape = shape;
    this.offset = offset;
  }

  /// The full name, scopes joined by dots: for people and files, never parsed.
  public String name() {
    return name;
  }

  /// The extents.
  public Shape shape() {
    return shape;
  }

  /// Where the slice begins in [Parameters#values] and in [Gradients#values].
  public int offset() {
    return offset;
  }

  /// The set of parameters this one belongs to.
  public Parameters owner() {
    return owner;
  }

  /// The current values: a window of the network's own numbers, not a copy.
  public Floats values() {
    return new Floats(owner.values(), offset, shape.size());
  }

  /// A copy of the current values.
  public Tensor toTensor() {
    return Tensor.of(shape, values().toArray());
  }

  @Override
  public String toString() {
    return name + shape;
  }
}
