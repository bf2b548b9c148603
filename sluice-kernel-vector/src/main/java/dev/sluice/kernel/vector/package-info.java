/// The functions of `dev.sluice.kernel` on the JDK Vector API.
@NullMarked
package dev.sluice.kernel.vector;

import org.jspecify.annotations.NullMarked;
