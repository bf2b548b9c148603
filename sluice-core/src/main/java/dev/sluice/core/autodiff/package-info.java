/// Derivatives: the tape and its operations.
@NullMarked
package dev.sluice.core.autodiff;

import org.jspecify.annotations.NullMarked;
