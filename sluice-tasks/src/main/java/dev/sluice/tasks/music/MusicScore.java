package dev.sluice.tasks.music;

import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.train.data.Batch;
import dev.sluice.train.data.Dataset;
import java.util.Arrays;
import java.util.List;

/// The negative log-likelihood of pieces in nats a step, keys summed, averaged in the two ways that
/// papers use. They differ where long pieces are easier or harder than short ones.
///
/// @param perStep the mean over all steps of all pieces
/// @param perSequence the mean over pieces of each piece's own mean over its steps
public record MusicScore(double perStep, double perSequence) {
  private static final int BATCH = 16;

  /// Whole pieces, each from a zero state and a zero first input.
  ///
  /// @param workspace its threads change the time, never the score
  public static MusicScore of(MusicNetwork network, List<PianoRoll> rolls, Workspace workspace) {
    double[] sums = new double[rolls.size()]; // Σ over steps
    for (Batch batch : whole(rolls).batches(BATCH)) {
      try (Tape tape = workspace.inference()) {
        add(network.forward(tape, batch).copy(), batch, sums);
      }
    }
    long steps = rolls.stream().mapToLong(PianoRoll::length).sum();
    double perSequence = 0;
    for (int i = 0; i < sums.length; i++) {
      perSequence += sums[i] / rolls.get(i).length() / sums.length;
    }
    return new MusicScore(Arrays.stream(sums).sum() / steps, perSequence);
  }

  /// Whole pieces in their order, to validate with; sample ids are their numbers.
  static Dataset<Batch> whole(List<PianoRoll> rolls) {
    return Dataset.of(rolls.stream().map(PianoRoll::example).toList());
  }

  private static void add(Tensor logits, Batch batch, double... sums) {
    Lengths lengths = batch.lengths();
    for (int i = 0; i < lengths.batch(); i++) {
      for (int t = 0; t < lengths.length(i); t++) {
        int from = lengths.row(i, t) * PianoRoll.KEYS;
        for (int key = from; key < from + PianoRoll.KEYS; key++) {
          sums[(int) lengths.sample(i)] += nats(logits.data()[key], batch.y().values().data()[key]);
        }
      }
    }
  }

  /// −ln σ(p) of a key that sounds, −ln(1 − σ(p)) of one that does not.
  private static double nats(double logit, double sounds) {
    return Math.max(logit, 0) - logit * sounds + StrictMath.log1p(StrictMath.exp(-Math.abs(logit)));
  }
}
