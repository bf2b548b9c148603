/// Fuzz targets: whatever a reader is given, it answers or throws a `FormatException` (of sounds an
/// `AudioException`), within a second.
@NullMarked
package dev.sluice.fuzz;

import org.jspecify.annotations.NullMarked;
