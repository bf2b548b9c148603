/// `evaluate`: how well a model does on a file, whatever its task.
@NullMarked
package dev.sluice.cli.evaluate;

import org.jspecify.annotations.NullMarked;
