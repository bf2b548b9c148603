/// Protocol buffers, as far as model files need them: messages are read in place, field by field.
///
/// Why not the library: `docs/decisions/0005-formats.md`.
@NullMarked
package dev.sluice.formats.wire;

import org.jspecify.annotations.NullMarked;
