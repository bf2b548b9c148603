/// Derivatives: a tape that records operations, and the operations.
///
/// ```
/// forward   x, w ─► affine ─► tanh ─► mean = loss        recorded in this order
/// backward  dx, dw ◄─ += ◄─── += ◄─── += ◄─ 1            in reverse, each adds to its inputs' gradients
/// ```
///
/// Users and layers call the methods of `Var` and `SeqVar` and the functions of `Ops`, all of which
/// are `tape.apply(operation, inputs…)`, the door that is open to operations from outside too. An
/// `Operation` sees its inputs and gradients through a `Frame` and computes with `compute`.
///
/// Rules of every operation here: a row of a result depends on no other row; a sum along contiguous
/// data is the kernels' (16 accumulators, one tree), any other goes in ascending order; a NaN is
/// never hidden.
@NullMarked
package dev.sluice.core.autodiff;

import org.jspecify.annotations.NullMarked;
