package dev.sluice.train.loop;

import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.train.data.Batch;
import dev.sluice.train.data.CarriedState;
import dev.sluice.train.loss.Loss;
import java.util.Optional;

/// What training makes small: a loss as a function of parameters and a batch of any type.
public interface Objective<B> {
  /// The parameters to train.
  Parameters parameters();

  /// The loss of a batch, a scalar: forward code. On an inference tape it is computed for
  /// validation.
  Var loss(Tape tape, B batch);

  /// What the loss of this batch counts in the mean over batches: the number of elements or rows
  /// that it is the mean of. It weighs reported losses, not the steps.
  default double weight(B batch) {
    return 1;
  }

  /// The state that `loss` hands from batch to batch, which checkpoints must keep; none by default.
  default Optional<CarriedState> carried() {
    return Optional.empty();
  }

  /// A network under a loss; a batch weighs as many rows as count.
  static Objective<Batch> of(Network network, Loss loss) {
    return new Objective<>() {
      @Override
      public Parameters parameters() {
        return network.parameters();
      }

      @Override
      public Var loss(Tape tape, Batch batch) {
        return loss.of(network.forward(tape, batch), batch);
      }

      @Override
      public double weight(Batch batch) {
        return batch.y().weight();
      }
    };
  }
}
