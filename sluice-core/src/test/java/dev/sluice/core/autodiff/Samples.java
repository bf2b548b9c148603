package dev.sluice.core.autodiff;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.Random;

/// Random tensors that keep away from kinks, where central differences mean nothing.
final class Samples {
  /// Extents to draw from: nothing, one, and primes.
  private static final int[] EXTENTS = {0, 1, 2, 3, 5, 7, 11, 13};

  private final Random random;

  Samples(long seed) {
    random = new Random(seed);
  }

  int extent() {
    return EXTENTS[random.nextInt(EXTENTS.length)];
  }

  /// An extent of 1 or more.
  int positive() {
    return EXTENTS[1 + random.nextInt(EXTENTS.length - 1)];
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /// In (−2, 2), at least 1e-4 away from zero and from every value of [#even].
  Tensor odd(int... dims) {
    return grid(1, dims);
  }

  /// In (−2, 2), at least 1e-4 away from every value of [#odd].
  Tensor even(int... dims) {
    return grid(0, dims);
  }

  private Tensor grid(int offset, int... dims) {
    Tensor tensor = Tensor.zeros(dims);
    for (int i = 0; i < tensor.data().length; i++) {
      float point = (2 * (random.nextInt(4096) - 2048) + offset) / 2048f;
      tensor.data()[i] = point + (random.nextFloat() - 0.5f) * 1e-4f;
    }
    return tensor;
  }

  /// In (0.5, 2).
  Tensor positive(int... dims) {
    Tensor tensor = Tensor.zeros(dims);
    for (int i = 0; i < tensor.data().length; i++) {
      tensor.data()[i] = 0.5f + 1.5f * random.nextFloat();
    }
    return tensor;
  }

  /// In (−2, 2), no two closer than 1/size.
  Tensor distinct(int... dims) {
    Tensor tensor = Tensor.zeros(dims);
    float[] data = tensor.data();
    for (int i = 0; i < data.length; i++) {
      int j = random.nextInt(i + 1);
      data[i] = data[j];
      data[j] = -2f + (4f * i + 1.5f + random.nextFloat()) / data.length;
    }
    return tensor;
  }

  Tensor weights(Shape shape) {
    return even(shape.dims());
  }
}
