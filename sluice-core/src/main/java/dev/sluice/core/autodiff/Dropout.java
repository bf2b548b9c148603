package dev.sluice.core.autodiff;

import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Shape;
import java.util.List;

/// `y = x·m` with `m = 0` at probability `rate`, else `1/(1−rate)` (Srivastava et al. 2014): `dx +=
/// dy·m`.
///
/// Row r of the mask is a function of `keys[r]` and the unit alone, so a row's noise does not
/// depend on the rows around it.
final class Dropout implements Operation {
  private final float rate;
  private final Seed[] keys;
  private Floats mask = Floats.of();

  /// @param keys one for each row
  Dropout(float rate, Seed[] keys) {
    this.rate = rate;
    this.keys = keys;
  }

  static void checkRate(float rate) {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException(
          "dropout: rate is " + rate + ", the share of values to drop; it must be in [0, 1)");
    }
  }

  @Override
  public String name() {
    return "dropout";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return inputs.getFirst();
  }

  @Override
  public void forward(Frame frame) {
    Floats x = frame.in(0);
    Floats y = frame.out();
    int n = frame.outShape().columns();
    float scale = 1f / (1f - rate);
    mask = frame.keep(x.length());
    for (int row = 0; row < keys.length; row++) {
      for (int j = 0; j < n; j++) {
        int i = row * n + j;
        float m = keys[row].uniform(j) < rate ? 0f : scale;
        mask.array()[mask.offset() + i] = m;
        y.array()[y.offset() + i] = x.array()[x.offset() + i] * m;
      }
    }
  }

  @Override
  public void backward(Frame frame) {
    Floats dx = frame.inGradient(0);
    Floats dy = frame.outGradient();
    for (int i = 0; i < dx.length(); i++) {
      dx.array()[dx.offset() + i] += dy.array()[dy.offset() + i] * mask.array()[mask.offset() + i];
    }
  }
}
