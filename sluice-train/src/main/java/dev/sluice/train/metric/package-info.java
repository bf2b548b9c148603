/// Metrics: how good a trained network is, in the units of its task.
///
/// ```
/// batches ─► metric.add(prediction, target) … ─► metric.value()
/// ```
///
/// Small accumulators in double, apart from tape and loss; values depend on the order of the
/// batches only by rounding of doubles.
@NullMarked
package dev.sluice.train.metric;

import org.jspecify.annotations.NullMarked;
