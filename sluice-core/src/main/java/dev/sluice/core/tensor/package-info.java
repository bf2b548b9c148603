/// Shapes: sequences with their lengths, over the kernel's arrays.
@NullMarked
package dev.sluice.core.tensor;

import org.jspecify.annotations.NullMarked;
