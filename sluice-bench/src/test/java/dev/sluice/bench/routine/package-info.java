/// JMH: one routine at a time.
@NullMarked
package dev.sluice.bench.routine;

import org.jspecify.annotations.NullMarked;
