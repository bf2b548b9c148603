/// The functions of `dev.sluice.kernel` on the JDK Vector API.
///
/// ```
/// VectorKernelProvider ── found by ServiceLoader; names no incubator type
///      └── VectorKernels
///            ├── VectorGemm ── GemmTiles2, GemmTiles1, GemvTile
///            ├── GemmBf16 ── GemmTilesBf16, GemmTilesBf16Few, GemvBf16
///            ├── VectorElementwise ── VectorMath
///            ├── VectorReductions
///            └── VectorGruCell, VectorLstmCell, VectorRnnCell ── VectorElementwise
/// ```
///
/// The shape of the code is what the compiler turns into vectors: small static methods without
/// objects or lambdas, one counted loop, constant strides, few live vectors. A method that outgrows
/// the compiler falls to a tenth of its speed without a word, so run `KernelSpeed` after each
/// change (see `docs/performance.md`).
@NullMarked
package dev.sluice.kernel.vector;

import org.jspecify.annotations.NullMarked;
