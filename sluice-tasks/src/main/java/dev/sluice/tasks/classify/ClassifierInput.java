package dev.sluice.tasks.classify;

import dev.sluice.tasks.words.WordEncoderSpec;
import dev.sluice.train.loop.Rates;

/// What a [ClassifierNetwork] reads.
public sealed interface ClassifierInput {
  /// Features of a step as the stack sees it.
  int features();

  /// The same, which training reads as it is.
  ClassifierInput unchanged();

  /// Characters or sub-words.
  ///
  /// @param vocabulary V
  /// @param size E, of a vector
  /// @param forgetting how often training takes a symbol for an unknown one, in `[0,1)`
  record Ids(int vocabulary, int size, double forgetting) implements ClassifierInput {
    /// Checks the rate.
    public Ids {
      Rates.requireShare("forgetting", forgetting);
    }

    @Override
    public int features() {
      return size;
    }

    @Override
    public ClassifierInput unchanged() {
      return new Ids(vocabulary, size, 0);
    }
  }

  /// Words and their spelling.
  record Words(WordEncoderSpec words) implements ClassifierInput {
    @Override
    public int features() {
      return words.outputSize();
    }

    @Override
    public ClassifierInput unchanged() {
      return new Words(words.withoutForgetting());
    }
  }

  /// Numbers.
  ///
  /// @param features F
  /// @param noise deviation of the normal noise that training adds to each (augmentation), 0 for
  ///   none
  record Values(int features, double noise) implements ClassifierInput {
    /// Checks the deviation.
    public Values {
      if (!(noise >= 0 && noise < Float.MAX_VALUE)) {
        throw new IllegalArgumentException("the deviation of noise is 0 or more, not " + noise);
      }
    }

    @Override
    public ClassifierInput unchanged() {
      return new Values(features, 0);
    }
  }
}
