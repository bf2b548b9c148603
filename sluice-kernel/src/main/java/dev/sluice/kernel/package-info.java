/// The numbers: kernels on plain `float[]`, nothing of shapes or derivatives.
///
/// ```
/// GRU = gemm × pointwise
///
/// KernelChoice ── takes the best KernelProvider that is available, or the forced one
///      │
/// CheckedKernels ── looks at the arguments; what the layers above call
///      │
///   Kernels ──┬── ScalarKernels: the reference, everywhere
///             └── VectorKernels in sluice-kernel-vector: the JDK Vector API
/// ```
///
/// All kernels give the same bits. A routine in the vector module has a scalar twin here, of the
/// same name and in the same place: `ScalarGemm` and `VectorGemm`, `ScalarGruCell` and
/// `VectorGruCell`.
@NullMarked
package dev.sluice.kernel;

import org.jspecify.annotations.NullMarked;
