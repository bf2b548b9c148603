package dev.sluice.kernel;

/// The numbers of one step of Adam, see [Kernels#adam].
///
/// @param beta1 β₁
/// @param rest1 1 − β₁
/// @param beta2 β₂
/// @param rest2 1 − β₂
/// @param rate the learning rate / (1 − β₁ᵗ)
/// @param root 1 / √(1 − β₂ᵗ)
/// @param epsilon ε
public record AdamRates(
    float beta1, float rest1, float beta2, float rest2, float rate, float root, float epsilon) {}
