/// Published tables, ours beside the paper's.
@NullMarked
package dev.sluice.cli.reproduce;

import org.jspecify.annotations.NullMarked;
