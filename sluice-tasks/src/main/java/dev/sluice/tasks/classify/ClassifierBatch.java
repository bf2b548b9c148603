package dev.sluice.tasks.classify;

/// Samples with their classes.
///
/// @param classes `[B]`, copied
/// @param weights `[B]`, what each sample counts in the loss; copied
public record ClassifierBatch(Sequences x, int[] classes, float[] weights) {
  /// Copies the arrays.
  public ClassifierBatch {
    classes = classes.clone();
    weights = weights.clone();
  }

  @Override
  public int[] classes() {
    return classes.clone();
  }

  @Override
  public float[] weights() {
    return weights.clone();
  }
}
