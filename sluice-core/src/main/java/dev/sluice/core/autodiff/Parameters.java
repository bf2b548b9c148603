package dev.sluice.core.autodiff;

import dev.sluice.core.compute.Arena;
import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// All numbers of a network in one flat array, in the order in which its layers asked for them.
///
/// Layers take their parameters from [#scope]; the first use of [#values] ends construction. The
/// values change under training; those of [#freeze] never do.
public final class Parameters {
  /// Gives the first values of a parameter: from an initializer, a file, or another network.
  private interface Source {
    void fill(String name, Shape shape, Initializer initializer, Floats into);

    /// Refuses what does not fit, before memory is taken for it.
    default void check(String name, Shape shape) {}

    /// Called when the network is complete.
    default void end() {}
  }

  /// The longest array that every JVM makes.
  private static final int LARGEST = Integer.MAX_VALUE - 8;

  private final Source source;
  private final Mutability mutability;
  private final Map<String, Parameter> byName = new LinkedHashMap<>();
  private float[] values = new float[256];
  private int size;

  /// See [#derived]; never reset, so its buffers live as long as the values.
  private @Nullable Arena derivedMemory;

  private final Map<Object, Floats> derived = new ConcurrentHashMap<>();
  private volatile Stage stage = Stage.BUILDING;

  private enum Stage {
    BUILDING,
    COMPLETE
  }

  private enum Mutability {
    TRAINABLE,
    FROZEN
  }

  private Parameters(Source source, Mutability mutability) {
    this.source = source;
    this.mutability = mutability;
  }

  /// Parameters for a new network: every layer's initializer with a key made of `seed` and the
  /// name.
  public static Parameters initialised(Seed seed) {
    return new Parameters(
        (name, shape, initializer, into) -> initializer.fill(into, shape, seed.named(name)),
        Mutability.TRAINABLE);
  }

  /// Frozen parameters from named tensors, each of which must be asked for exactly once.
  public static Parameters loaded(Map<String, Tensor> tensors) {
    return new Parameters(new Loaded(new LinkedHashMap<>(tensors)), Mutability.FROZEN);
  }

  private record Loaded(Map<String, Tensor> remaining) implements Source {
    @Override
    public void check(String name, Shape shape) {
      Tensor tensor = remaining.get(name);
      if (tensor == null) {
        throw new IllegalArgumentException(
            "tensor " + name + shape + " is missing; there are " + remaining.keySet());
      }
      if (!tensor.shape().equals(shape)) {
        throw new IllegalArgumentException(
            "tensor " + name + " has shape " + tensor.shape() + ", the network needs " + shape);
      }
    }

    @Override
    public void fill(String name, Shape shape, Initializer initializer, Floats into) {
      Tensor tensor = Objects.requireNonNull(remaining.remove(name), name);
      into.set(Floats.of(tensor.data()));
    }

    @Override
    public void end() {
      if (!remaining.isEmpty()) {
        throw new IllegalArgumentException(
            "the network has no use for the tensors " + remaining.keySet());
      }
    }
  }

  /// A copy that never changes, to build the same network on: its layers get the same values.
  public Parameters freeze() {
    return copyAs(Mutability.FROZEN);
  }

  /// A copy that can be trained, to build the same network on.
  public Parameters thaw() {
    return copyAs(Mutability.TRAINABLE);
  }

  private Parameters copyAs(Mutability kind) {
    return new Parameters(new Loaded(tensors()), kind);
  }

  /// Copies of all values by name, in their order.
  public Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    all().forEach(p -> tensors.put(p.name(), p.toTensor()));
    return tensors;
  }

  /// A named place for a layer's parameters.
  public Scope scope(String name) {
    return root().scope(name);
  }

  /// The unnamed outermost scope.
  public Scope root() {
    return new Scope(this, null, "");
  }

  Parameter add(String name, Shape shape, Initializer initializer) {
    if (stage == Stage.COMPLETE) {
      throw new IllegalStateException("the network is complete; " + name + " comes too late");
    }
    if (byName.containsKey(name)) {
      throw new IllegalArgumentException(
          "there are two parameters " + name + "; give each layer its own scope");
    }
    source.check(name, shape);
    long needed = (long) size + shape.size();
    if (needed > LARGEST) {
      throw new IllegalArgumentException(
          "parameter "
              + name
              + shape
              + " makes "
              + needed
              + " values in all; the most is "
              + LARGEST);
    }
    int end = (int) needed;
    if (end > values.length) {
      values = Arrays.copyOf(values, (int) Math.clamp(2L * values.length, end, LARGEST));
    }
    Parameter parameter = new Parameter(this, name, shape, size);
    source.fill(name, shape, initializer, new Floats(values, size, shape.size()));
    byName.put(name, parameter);
    size = end;
    return parameter;
  }

  /// Ends construction; called by itself at the first use of the values.
  ///
  /// @throws IllegalArgumentException if loaded tensors are left over
  public Parameters complete() {
    return stage == Stage.COMPLETE ? this : end();
  }

  /// Frozen networks are shared, so the first use may come from several threads at once.
  private synchronized Parameters end() {
    if (stage == Stage.BUILDING) {
      source.end();
      values = Arrays.copyOf(values, size);
      stage = Stage.COMPLETE;
    }
    return this;
  }

  /// The values themselves, not a copy; the optimiser writes here and nobody else.
  public float[] values() {
    return complete().values;
  }

  /// The number of values.
  public int size() {
    return size;
  }

  /// Whether these can be trained.
  public boolean isTrainable() {
    return mutability == Mutability.TRAINABLE;
  }

  /// The parameters in order.
  public List<Parameter> all() {
    return Collections.unmodifiableList(new ArrayList<>(byName.values()));
  }

  /// The parameter of this name.
  public Parameter get(String name) {
    Parameter parameter = byName.get(name);
    if (parameter == null) {
      throw new IllegalArgumentException("no parameter " + name + "; there are " + byName.keySet());
    }
    return parameter;
  }

  /// Overwrites all values, as resuming from a checkpoint does.
  public void set(float[] newValues) {
    if (!isTrainable()) {
      throw new IllegalStateException("these parameters are frozen");
    }
    if (newValues.length != size) {
      throw new IllegalArgumentException(newValues.length + " values for " + size + " parameters");
    }
    System.arraycopy(newValues, 0, values(), 0, size);
  }

  /// What was made of frozen values once, such as their packed form, for as long as they live; made
  /// at the first use.
  ///
  /// @param key equal for equal results
  /// @throws IllegalStateException if these parameters are trainable: what is made of them grows
  ///   old
  <K> Floats derived(K key, Function<Arena, Floats> make) {
    if (isTrainable()) {
      throw new IllegalStateException("these parameters change; nothing made of them can be kept");
    }
    Floats known = derived.get(key);
    return known == null ? derive(key, make) : known;
  }

  private synchronized <K> Floats derive(K key, Function<Arena, Floats> make) {
    return derived.computeIfAbsent(key, absent -> make.apply(derivedMemory()));
  }

  private Arena derivedMemory() {
    Arena memory = derivedMemory;
    if (memory == null) {
      memory = Arena.expecting(2L * size);
      derivedMemory = memory;
    }
    return memory;
  }

  @Override
  public String toString() {
    return byName.size() + " parameters of " + size + " values";
  }
}
