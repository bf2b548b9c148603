/// The `sluice` command.
///
/// ```
/// Main ─► demo, doctor, train, reproduce ─► forecast, stream, report ─► options ─► terminal
/// ```
@NullMarked
package dev.sluice.cli;

import org.jspecify.annotations.NullMarked;
