package dev.sluice.train.optim;

import dev.sluice.core.autodiff.Parameter;
import dev.sluice.core.autodiff.Parameters;

/// Decoupled weight decay (Loshchilov and Hutter 2017, arXiv 1711.05101): beside each step `w ← w −
/// rate·λ·w`, with the w before the step and the rate of the schedule.
///
/// It acts on the weights, not through the gradient, so it is not divided by moments.
///
/// @param lambda λ, 0 or more; 0.01 is usual
/// @param on which parameters
record WeightDecay(double lambda, Decayed on) {
  static final WeightDecay NONE = new WeightDecay(0, Decayed.ALL);

  WeightDecay {
    Check.inside("weight decay", lambda, Double.POSITIVE_INFINITY);
  }

  void apply(Parameters parameters, double rate) {
    float shrink = (float) (rate * lambda);
    if (shrink == 0) {
      return;
    }
    float[] w = parameters.values();
    for (Parameter parameter : parameters.all()) {
      if (on == Decayed.ALL || parameter.shape().rank() >= 2) {
        int from = parameter.offset();
        for (int i = from, end = from + parameter.shape().size(); i < end; i++) {
          w[i] -= shrink * w[i];
        }
      }
    }
  }

  @Override
  public String toString() {
    return on == Decayed.ALL ? Double.toString(lambda) : lambda + " of matrices";
  }
}
