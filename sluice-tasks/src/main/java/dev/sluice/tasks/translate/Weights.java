package dev.sluice.tasks.translate;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/// Floats as a list that cannot be changed, four bytes each.
final class Weights extends AbstractList<Float> implements RandomAccess {
  private final float[] values;

  private Weights(float[] values) {
    this.values = values;
  }

  static Weights of(float... values) {
    return new Weights(values.clone());
  }

  static Weights copyOf(List<Float> values) {
    if (values instanceof Weights weights) {
      return weights;
    }
    float[] copy = new float[values.size()];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = values.get(i);
    }
    return new Weights(copy);
  }

  @Override
  public Float get(int i) {
    return values[i];
  }

  @Override
  public int size() {
    return values.length;
  }
}
