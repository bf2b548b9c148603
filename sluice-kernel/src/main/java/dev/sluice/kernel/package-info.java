/// The numbers: kernels on plain `float[]`, nothing of shapes or derivatives.
@NullMarked
package dev.sluice.kernel;

import org.jspecify.annotations.NullMarked;
