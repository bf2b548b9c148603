/// Translation on the command line: `train translate` and `translate`.
@NullMarked
package dev.sluice.cli.translate;

import org.jspecify.annotations.NullMarked;
