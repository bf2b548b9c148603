package dev.sluice.core.autodiff;

import dev.sluice.core.tensor.Shape;

/// Where a layer gets its parameters while it is being built: a place in a [Parameters] with a
/// name.
public final class Scope {
  private final Parameters parameters;
  private final String prefix;

  Scope(Parameters parameters, String prefix) {
    this.parameters = parameters;
    this.prefix = prefix;
  }

  /// A part of this scope; its name is joined with a dot.
  public Scope scope(String name) {
    return new Scope(parameters, prefix + name + ".");
  }

  /// The full name of this place, for messages.
  public String path() {
    return prefix.isEmpty() ? prefix : prefix.substring(0, prefix.length() - 1);
  }

  /// The parameter `name` of this shape: new, loaded or frozen, as the [Parameters] decide.
  ///
  /// @throws IllegalArgumentException if the name is taken, or what is loaded has another shape
  public Parameter parameter(String name, Shape shape, Initializer initializer) {
    return parameters.add(prefix + name, shape, initializer);
  }
}
