package dev.sluice.tasks.classify;

import dev.sluice.core.tensor.Tensor;
import java.util.List;

/// A sample as its [SampleEncoder] made it, once, however often it comes in a batch.
public sealed interface Encoded {
  /// Its steps.
  int length();

  /// Characters or sub-words.
  record Ids(int[] ids) implements Encoded {
    @Override
    public int length() {
      return ids.length;
    }
  }

  /// Words.
  record Words(List<String> words) implements Encoded {
    @Override
    public int length() {
      return words.size();
    }
  }

  /// Numbers, normalised.
  ///
  /// @param x `[T,F]`
  record Values(Tensor x) implements Encoded {
    @Override
    public int length() {
      return x.shape().dim(0);
    }
  }
}
