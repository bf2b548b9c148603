/// Models between formats: `convert` and `explain`.
@NullMarked
package dev.sluice.cli.formats;

import org.jspecify.annotations.NullMarked;
