/// What a file's network computes, in words and equations.
@NullMarked
package dev.sluice.formats.explain;

import org.jspecify.annotations.NullMarked;
