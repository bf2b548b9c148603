package dev.sluice.train.data;

import dev.sluice.core.autodiff.Var;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The state `[B,S]` that goes from the end of one batch of [ContinuousBatches] to the start of the
/// next, as plain numbers: no gradient flows back through it.
///
/// ```java
/// var fresh = gru.initialState(tape, batch.lengths().batch());
/// var unrolled = gru.unroll(tape.seq(batch.x()), carried.begin(fresh, batch.lengths()));
/// carried.end(unrolled.state());
/// ```
///
/// An objective that carries state shows it to the loop, which saves it in checkpoints.
public final class CarriedState {
  private @Nullable Tensor state;

  /// Where the pieces of a batch begin: the state carried so far, but `initial` for every piece
  /// that begins at step 0 of its stream.
  ///
  /// @param initial `[B,S]`, zeros or learned
  /// @throws IllegalStateException if a piece goes on from somewhere and nothing of this shape was
  ///   carried
  public Var begin(Var initial, Lengths lengths) {
    int batch = lengths.batch();
    Tensor fresh = Tensor.zeros(batch, 1); // 1 where a stream begins
    int beginning = 0;
    for (int i = 0; i < batch; i++) {
      if (lengths.start(i) == 0) {
        fresh.data()[i] = 1;
        beginning++;
      }
    }
    if (beginning == batch) {
      return initial;
    }
    Tensor before = state;
    if (before == null || !before.shape().equals(initial.shape())) {
      throw new IllegalStateException(
          "pieces go on from step %s, but the state carried is %s and must be %s; take the batches of ContinuousBatches in order"
              .formatted(lengths.start(0), before == null ? "none" : before, initial.shape()));
    }
    int size = before.shape().columns();
    Tensor carried = before.copy();
    for (int i = 0; i < batch; i++) {
      if (lengths.start(i) == 0) {
        Arrays.fill(carried.data(), i * size, (i + 1) * size, 0);
      }
    }
    Var kept = initial.tape().constant(carried);
    return beginning == 0 ? kept : initial.times(initial.tape().constant(fresh)).plus(kept);
  }

  /// Keeps a copy of the state behind a batch.
  ///
  /// @param behind `[B,S]`
  public void end(Var behind) {
    state = behind.copy();
  }

  /// Forgets what was carried.
  public void clear() {
    state = null;
  }

  /// What is carried, for a checkpoint: the values of `[B,S]`, or none; not copied.
  public float[] values() {
    return state == null ? new float[0] : state.data();
  }

  /// B, how many rows are carried; 0 for none.
  public int batch() {
    return state == null ? 0 : state.shape().dim(0);
  }

  /// Takes up what a checkpoint has kept.
  ///
  /// @param values of `[batch,S]`
  public void restore(float[] values, int batch) {
    state = batch == 0 ? null : Tensor.of(Shape.of(batch, values.length / batch), values.clone());
  }
}
