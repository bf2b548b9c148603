/// The training loop, its checkpoints and its resumption.
///
/// ```
/// Trainer ─► Run ─┬─ Dataset.batches(size, seed by epoch)
///                 ├─ Objective.loss(tape, batch) ─► backward ─► clip ─► Optimizer.step
///                 ├─ validation ─► RunState: best values, patience
///                 ├─ Snapshot ─► checkpoint-<step>.sluice      (the last two)
///                 └─ TrainingEvent ─► Listener
/// ```
///
/// **Resuming gives the same bytes as never stopping**: all that the next step depends on is the
/// parameters, the optimiser's state, the carried state and counters; orders and noise are
/// functions of the seed and these counters.
@NullMarked
package dev.sluice.train.loop;

import org.jspecify.annotations.NullMarked;
