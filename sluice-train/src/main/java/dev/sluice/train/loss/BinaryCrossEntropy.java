package dev.sluice.train.loss;

import dev.sluice.core.autodiff.Frame;
import dev.sluice.core.autodiff.Operation;
import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Shape;
import java.util.List;

/// Cross-entropy of yes and no from logits p and targets t of the same shape:
///
/// ```
/// y = 1/n Σ max(p,0) − p·t + ln(1 + e^−|p|)     dp += dy/n·(σ(p) − t)
/// ```
record BinaryCrossEntropy() implements Operation {
  @Override
  public String name() {
    return "binaryCrossEntropy";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    if (!inputs.get(0).equals(inputs.get(1))) {
      throw new IllegalArgumentException(
          "binaryCrossEntropy: logits have shape %s, the target %s; they must be equal; reshape() one"
              .formatted(inputs.get(0), inputs.get(1)));
    }
    return Shape.of();
  }

  @Override
  public void forward(Frame frame) {
    Floats p = frame.in(0);
    Floats t = frame.in(1);
    int n = p.length();
    Floats tail = frame.keep(n); // ln(1 + e^−|p|)
    for (int i = 0; i < n; i++) {
      tail.set(i, -Math.abs(p.get(i)));
    }
    frame.kernels().exp(n, tail.array(), tail.offset(), tail.array(), tail.offset());
    for (int i = 0; i < n; i++) {
      tail.set(i, 1 + tail.get(i));
    }
    frame.kernels().log(n, tail.array(), tail.offset(), tail.array(), tail.offset());
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += Math.max(p.get(i), 0.0) - (double) p.get(i) * checked(t, i) + tail.get(i);
    }
    frame.out().set(0, n == 0 ? 0 : (float) (sum / n));
  }

  private static double checked(Floats t, int i) {
    float target = t.get(i);
    if (!(target >= 0 && target <= 1)) {
      throw new IllegalArgumentException(
          "binaryCrossEntropy: element %d of the target is %s; it is a probability in [0, 1]"
              .formatted(i, target));
    }
    return target;
  }

  @Override
  public void backward(Frame frame) {
    if (!frame.wants(0)) {
      return;
    }
    Floats p = frame.in(0);
    Floats t = frame.in(1);
    Floats dp = frame.inGradient(0);
    int n = p.length();
    Floats sigma = frame.keep(n);
    frame.kernels().sigmoid(n, p.array(), p.offset(), sigma.array(), sigma.offset());
    float share = (float) ((double) frame.outGradient().get(0) / n);
    for (int i = 0; i < n; i++) {
      dp.set(i, Math.fma(share, sigma.get(i) - t.get(i), dp.get(i)));
    }
  }
}
