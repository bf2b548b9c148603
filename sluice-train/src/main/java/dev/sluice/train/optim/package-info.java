/// Optimisers: from gradients to the next parameters.
///
/// ```
/// gradients ─► clipNorm ─► Optimizer.step(parameters, gradients)     w ← w − rate(step)·(direction(g, slots) + λ·w)
/// ```
///
/// Each is one plain loop over the flat array of [dev.sluice.core.autodiff.Parameters], elementwise
/// in float with factors prepared in double by `StrictMath`, so its bits depend on no machine. What
/// an optimiser remembers (its slots and the number of steps) goes into a checkpoint as
/// [dev.sluice.train.optim.OptimizerState].
@NullMarked
package dev.sluice.train.optim;

import org.jspecify.annotations.NullMarked;
