/// What an operation computes with: threads, buffers and matrix products, none of which shows in a
/// bit of the result.
///
/// ```
/// Compute = CheckedKernels + Team + Arena
///
/// Gemm      pack A │ pack B  ─ meet ─  tiles of C │ tiles of C  ─ meet      each element one accumulator
/// Parallel  rows 0 … r       │ rows r … R                       ─ meet      each row on its own
/// RowNorm   layer normalisation of one row, for sequences and single steps alike
/// ```
///
/// Called by the operations of `autodiff` and the recurrent layers; calls the kernels.
@NullMarked
package dev.sluice.core.compute;

import org.jspecify.annotations.NullMarked;
