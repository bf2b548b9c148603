/// Datasets and batches.
@NullMarked
package dev.sluice.train.data;

import org.jspecify.annotations.NullMarked;
