/// The training loop, its checkpoints and its resumption.
@NullMarked
package dev.sluice.train.loop;

import org.jspecify.annotations.NullMarked;
