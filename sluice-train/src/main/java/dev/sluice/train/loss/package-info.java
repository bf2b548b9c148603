/// Losses: forward code from output and target to one number.
@NullMarked
package dev.sluice.train.loss;

import org.jspecify.annotations.NullMarked;
