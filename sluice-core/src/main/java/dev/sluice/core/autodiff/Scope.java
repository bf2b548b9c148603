package dev.sluice.core.autodiff;

import dev.sluice.core.tensor.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a layer gets its parameters while it is being built: a place in a [Parameters] with a
/// name.
public final class Scope {
  private final Parameters parameters;
  private final @Nullable Scope parent;
  private final String name;
  private final Map<String, Parameter> made = new LinkedHashMap<>();

  Scope(Parameters parameters, @Nullable Scope parent, String name) {
    this.parameters = parameters;
    this.parent = parent;
    this.name = name;
  }

  /// A part of this scope; its name is joined with a dot.
  public Scope scope(String part) {
    return new Scope(parameters, this, part);
  }

  /// The full name of this place, for messages and files; empty for the outermost.
  public String path() {
    return parent == null ? name : join(parent.path(), name);
  }

  private static String join(String path, String part) {
    return path.isEmpty() ? part : path + "." + part;
  }

  /// The parameter `name` of this shape: new, loaded or frozen, as the [Parameters] decide.
  ///
  /// @throws IllegalArgumentException if the name is taken, or what is loaded has another shape
  public Parameter parameter(String name, Shape shape, Initializer initializer) {
    Parameter parameter = parameters.add(join(path(), name), shape, initializer);
    String local = name;
    for (Scope scope = this; scope != null; scope = scope.parent) {
      scope.made.put(local, parameter);
      local = join(scope.name, local);
    }
    return parameter;
  }

  /// The parameters made through this scope and its parts, by their names within it, in order.
  public Map<String, Parameter> made() {
    return Collections.unmodifiableMap(made);
  }
}
