/// Classes of texts and series: `train classify`.
@NullMarked
package dev.sluice.cli.classify;

import org.jspecify.annotations.NullMarked;
