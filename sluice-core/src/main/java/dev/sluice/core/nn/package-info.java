/// Layers and networks: parameters with names, and the forward code over them.
@NullMarked
package dev.sluice.core.nn;

import org.jspecify.annotations.NullMarked;
