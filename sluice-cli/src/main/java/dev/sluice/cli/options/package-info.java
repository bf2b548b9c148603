/// Options that several commands have.
@NullMarked
package dev.sluice.cli.options;

import org.jspecify.annotations.NullMarked;
