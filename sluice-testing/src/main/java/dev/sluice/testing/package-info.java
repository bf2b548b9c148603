/// What the tests of every module share: the only ways to skip, and where measuring data lies.
@NullMarked
package dev.sluice.testing;

import org.jspecify.annotations.NullMarked;
