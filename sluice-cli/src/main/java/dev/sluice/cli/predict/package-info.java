/// `predict`: what a model says of new data, whatever its task.
@NullMarked
package dev.sluice.cli.predict;

import org.jspecify.annotations.NullMarked;
