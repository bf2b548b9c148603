/// Where a person or a program is spoken to: results, progress, failures, interruption.
@NullMarked
package dev.sluice.cli.terminal;

import org.jspecify.annotations.NullMarked;
