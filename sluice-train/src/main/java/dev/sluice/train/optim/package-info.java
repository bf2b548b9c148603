/// Optimisers: from gradients to the next parameters.
@NullMarked
package dev.sluice.train.optim;

import org.jspecify.annotations.NullMarked;
