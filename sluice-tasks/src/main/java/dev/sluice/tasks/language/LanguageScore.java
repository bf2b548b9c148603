package dev.sluice.tasks.language;

import dev.sluice.core.autodiff.Ops;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Tensor;
import java.util.Arrays;
import java.util.function.IntConsumer;

/// How well a text was foretold, symbol by symbol.
///
/// @param symbols that were foretold: all but the first
/// @param nats the mean negative log-likelihood of a symbol
public record LanguageScore(int symbols, double nats) {
  private static final int PIECE = 1000;

  /// e to the mean loss: among how many equally likely symbols the model hesitates.
  public double perplexity() {
    return StrictMath.exp(nats);
  }

  /// The mean loss in bits.
  public double bits() {
    return nats / StrictMath.log(2);
  }

  /// Reads a text from its beginning to its end, from a fresh state.
  ///
  /// @param ids two or more
  /// @param done told how many symbols are foretold
  static LanguageScore of(
      LanguageNetwork network, int[] ids, Workspace workspace, IntConsumer done) {
    if (ids.length < 2) {
      throw new IllegalArgumentException(
          "a text of " + ids.length + " symbols has no next one; give a longer text");
    }
    double sum = 0;
    Tensor state = null;
    for (int from = 0; from + 1 < ids.length; from += PIECE) {
      int length = Math.min(PIECE, ids.length - 1 - from);
      try (Tape tape = workspace.inference()) {
        Var begin = state == null ? network.stack().initialState(tape, 1) : tape.constant(state);
        int[] piece = Arrays.copyOfRange(ids, from, from + length);
        int[] next = Arrays.copyOfRange(ids, from + 1, from + length + 1);
        LanguageNetwork.Said said = network.forward(piece, Lengths.of(length), begin);
        sum += (double) length * Ops.crossEntropy(said.logits(), 0, next).copy().data()[0];
        state = said.state().copy();
      }
      done.accept(from + length);
    }
    return new LanguageScore(ids.length - 1, sum / (ids.length - 1));
  }
}
