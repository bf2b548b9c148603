package dev.sluice.core.nn;

/// How the layers of a recurrent stack are arranged.
public record Topology(int layers, Direction direction, Merge merge, InitialState initialState) {
  /// One layer, forward, from zeros.
  public static final Topology SINGLE =
      new Topology(1, Direction.FORWARD, Merge.CONCATENATE, InitialState.ZERO);

  /// Checks the number of layers.
  public Topology {
    if (layers < 1) {
      throw new IllegalArgumentException("a stack has at least 1 layer, not " + layers);
    }
  }

  /// 2 for both directions, else 1.
  public int directions() {
    return direction == Direction.BOTH ? 2 : 1; // no list: steps ask, and allocate nothing
  }

  /// The features of each layer's output for `hidden` units.
  public int outputSize(int hidden) {
    return merge == Merge.CONCATENATE ? directions() * hidden : hidden;
  }

  Topology withLayers(int count) {
    return new Topology(count, direction, merge, initialState);
  }

  Topology withDirection(Direction value) {
    return new Topology(layers, value, merge, initialState);
  }

  Topology withMerge(Merge value) {
    return new Topology(layers, direction, value, initialState);
  }

  Topology withInitialState(InitialState value) {
    return new Topology(layers, direction, merge, value);
  }
}
