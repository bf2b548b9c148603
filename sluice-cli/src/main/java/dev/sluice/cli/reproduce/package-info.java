/// Published tables and public sets of data, ours beside what others report.
@NullMarked
package dev.sluice.cli.reproduce;

import org.jspecify.annotations.NullMarked;
