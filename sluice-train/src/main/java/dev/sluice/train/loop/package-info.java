/// The training loop, its checkpoints and its resumption.
///
/// ```
/// Trainer ─► Run ─┬─ Dataset.batches(size, seed by epoch)
///                 ├─ w + noise ─► Objective.loss(tape, batch) ─► backward ─► clip ─► Optimizer.step(w) ─► Average
///                 ├─ validation of the average: loss, Measure ─► RunState: best values, patience, plateau
///                 ├─ Snapshot ─► checkpoint-<step>.sluice      (the last two)
///                 └─ TrainingEvent ─► Listener
/// ```
///
/// Around it: [dev.sluice.train.loop.CrossValidation] trains once per fold,
/// [dev.sluice.train.loop.Footprint] says beforehand what a training takes, and
/// [dev.sluice.train.loop.Overfitting] when training and validation part.
///
/// **Resuming gives the same bytes as never stopping**: all that the next step depends on is the
/// parameters, their average, the optimiser's state, the carried state and counters; orders and
/// noise are functions of the seed and these counters.
@NullMarked
package dev.sluice.train.loop;

import org.jspecify.annotations.NullMarked;
