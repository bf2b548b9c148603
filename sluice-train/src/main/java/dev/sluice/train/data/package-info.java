/// Datasets and batches: where examples become packed sequences.
///
/// ```
/// Example ─┐                                                   ┌─► Batch(Seq x, Targets y, number)
/// Example ─┼─► Dataset ─► order by (seed, epoch) ─► batches ──┤
/// items  ──┘   IndexedDataset │ StreamedDataset │ ContinuousBatches  └─► any other type of batch
/// ```
///
/// Nothing here knows of losses or networks; the loop asks a [dev.sluice.train.data.Dataset] for
/// the batches of an epoch. Orders are functions of a seed: nothing but counters is kept between
/// runs.
@NullMarked
package dev.sluice.train.data;

import org.jspecify.annotations.NullMarked;
