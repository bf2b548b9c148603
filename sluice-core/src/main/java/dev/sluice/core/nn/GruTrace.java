package dev.sluice.core.nn;

import dev.sluice.core.tensor.Seq;
import java.util.List;

/// What a GRU did, step by step: gates, candidate and state, as back-propagation itself keeps them.
///
/// From it follows which step wrote today's memory, because the state is a convex mixture: `h_T =
/// h_0·Π(1−z_s) + Σ_t [z_t·Π_{s>t}(1−z_s)]·n_t`.
public final class GruTrace {
  private final List<Layer> layers;

  GruTrace(List<Layer> layers) {
    this.layers = List.copyOf(layers);
  }

  /// One layer in one direction; each `[ΣT,H]`.
  ///
  /// @param label the layer's name
  /// @param update z, how much of the state is rewritten
  /// @param reset r, how much of it the candidate sees
  /// @param candidate n, what is written
  /// @param hidden h
  public record Layer(
      String label, Direction direction, Seq update, Seq reset, Seq candidate, Seq hidden) {}

  /// All layers, first to last; in each forward before backward.
  public List<Layer> layers() {
    return layers;
  }

  /// z of the last layer; of its backward part where it runs in both directions.
  public Seq update() {
    return layers.getLast().update();
  }

  /// r of the last layer; of its backward part where it runs in both directions.
  public Seq reset() {
    return layers.getLast().reset();
  }

  /// n of the last layer; of its backward part where it runs in both directions.
  public Seq candidate() {
    return layers.getLast().candidate();
  }

  /// h of the last layer; of its backward part where it runs in both directions.
  public Seq hidden() {
    return layers.getLast().hidden();
  }
}
