/// The contestants, Sluice among them.
@NullMarked
package dev.sluice.bench.peer;

import org.jspecify.annotations.NullMarked;
