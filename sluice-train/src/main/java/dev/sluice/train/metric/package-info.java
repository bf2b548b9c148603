/// Metrics: how good a trained network is, in the units of its task.
@NullMarked
package dev.sluice.train.metric;

import org.jspecify.annotations.NullMarked;
