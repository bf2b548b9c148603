/// Shapes: dense tensors, and sequences packed by their lengths, over plain `float[]`.
///
/// ```
/// Seq = rows [ΣT, F] + Lengths        step 0: b c a │ step 1: b a │ step 2: b │ …
/// ```
///
/// Values without derivatives; everything above is written in terms of them. `Seed` gives the
/// counter-based random numbers.
@NullMarked
package dev.sluice.core.tensor;

import org.jspecify.annotations.NullMarked;
