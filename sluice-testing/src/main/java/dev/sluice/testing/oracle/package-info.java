/// An oracle apart from the library: each operation in double, as its definition reads, and
/// gradients by central differences.
///
/// Nothing here may use code of the library, nor be fast at the price of being less plain. Tests of
/// every module compare with it; a new operation is one more definition, its gradient comes for
/// free.
@NullMarked
package dev.sluice.testing.oracle;

import org.jspecify.annotations.NullMarked;
