package dev.sluice.tasks.translate;

import dev.sluice.core.model.ModelException;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.kernel.CheckedKernels;

/// The likeliest next symbols of each row of logits.
///
/// log P = logit − (max + log Σ exp(logit − max)), in double from the sum on.
final class Candidates {
  private final CheckedKernels kernels;
  private final int count;
  private final int never;
  private final float[] exponentials;
  private final int[] ids;
  private final float[] best;

  /// @param count K
  /// @param never the id that is not chosen, or −1
  Candidates(CheckedKernels kernels, int vocabulary, int count, int never) {
    this.kernels = kernels;
    this.count = Math.min(count, never < 0 ? vocabulary : vocabulary - 1);
    this.never = never;
    exponentials = new float[vocabulary];
    ids = new int[this.count];
    best = new float[this.count];
  }

  /// Takes one of them.
  interface Use {
    void take(int id, double logLikelihood);
  }

  /// log P of one symbol.
  double logLikelihood(Tensor logits, int row, int id) {
    return logits.data()[row * exponentials.length + id] - total(logits, row);
  }

  /// max + log Σ exp(logit − max)
  private double total(Tensor logits, int row) {
    int n = exponentials.length;
    float[] x = logits.data();
    int at = row * n;
    float max = kernels.max(n, x, at);
    for (int i = 0; i < n; i++) {
      exponentials[i] = x[at + i] - max;
    }
    kernels.exp(n, exponentials, 0, exponentials, 0);
    double total = max + StrictMath.log(kernels.sum(n, exponentials, 0));
    if (!Double.isFinite(total)) {
      throw new ModelException(
          "the model's logits are not finite for a text; its weights are too large, or damaged");
    }
    return total;
  }

  /// The best of a row, the likeliest first, equal ones by ascending id.
  void forEach(Tensor logits, int row, Use use) {
    int n = exponentials.length;
    float[] x = logits.data();
    int at = row * n;
    double total = total(logits, row);
    int found = 0;
    for (int id = 0; id < n; id++) {
      float value = x[at + id];
      if (id != never && (found < count || value > best[count - 1])) {
        found = Math.min(count, found + 1);
        insert(id, value, found);
      }
    }
    for (int k = 0; k < found; k++) {
      use.take(ids[k], best[k] - total);
    }
  }

  /// Puts a value in its place among the first `found − 1`.
  private void insert(int id, float value, int found) {
    int place = found - 1;
    while (place > 0 && best[place - 1] < value) {
      best[place] = best[place - 1];
      ids[place] = ids[place - 1];
      place--;
    }
    best[place] = value;
    ids[place] = id;
  }
}
