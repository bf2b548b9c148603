package dev.sluice.core.compute;

import dev.sluice.kernel.CheckedKernels;

/// What an operation computes with: kernels, threads, buffers.
public record Compute(CheckedKernels kernels, Team team, Arena arena) {}
