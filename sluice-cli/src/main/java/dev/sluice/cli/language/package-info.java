/// Models of text: `train language` and `generate`.
@NullMarked
package dev.sluice.cli.language;

import org.jspecify.annotations.NullMarked;
