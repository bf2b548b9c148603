package dev.sluice.tasks.classify;

/// Samples with their classes.
///
/// @param classes `[B]`
/// @param weights `[B]`, what each sample counts in the loss
public record ClassifierBatch(Sequences x, int[] classes, float[] weights) {}
