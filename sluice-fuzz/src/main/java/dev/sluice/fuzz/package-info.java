/// Fuzz targets: whatever a reader is given, it answers or throws a `FormatException`, within a
/// second.
@NullMarked
package dev.sluice.fuzz;

import org.jspecify.annotations.NullMarked;
